package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.debian.Relation.Bound;
import dev.kobako.debian.Relation.Operator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DependencyTest {
  private static List<String> read(String field) {
    return Dependency.list(field).stream().map(Dependency::toString).toList();
  }

  @Test
  void aRelationHasNameQualifierAndBound() {
    assertThat(Relation.list("python3:any (>= 3.11)"))
        .containsExactly(
            new Relation(
                "python3",
                Optional.of("any"),
                Optional.of(new Bound(Operator.LATER_OR_EQUAL, PackageVersion.of("3.11")))));
  }

  @Test
  void alternativesStayInTheirOrder() {
    assertThat(Dependency.list("c (<< 2) | b | a, d").getFirst().alternatives())
        .extracting(Relation::name)
        .containsExactly("c", "b", "a");
  }

  @Test
  void blanksAndLineBreaksDoNotMatter() {
    assertThat(read(" a(>=1)|b ( = 2 ) ,\n c:any(<<3)\n"))
        .containsExactly("a (>= 1) | b (= 2)", "c:any (<< 3)");
    assertThat(read("")).isEmpty();
    assertThat(read(" \n")).isEmpty();
  }

  @Test
  void whatDpkgOnlyWarnsOfIsTaken() {
    assertThat(read("a (< 1), b (> 2), c (3), d_e.f"))
        .containsExactly("a (<= 1)", "b (>= 2)", "c (= 3)", "d_e.f");
  }

  @Test
  void boundsCompareAsTheirSignsSay() {
    assertThat(holding("(<< 2)")).containsExactly("1");
    assertThat(holding("(<= 2)")).containsExactly("1", "2");
    assertThat(holding("(= 2)")).containsExactly("2");
    assertThat(holding("(>= 2)")).containsExactly("2", "3");
    assertThat(holding("(>> 2)")).containsExactly("3");
  }

  private static List<String> holding(String bound) {
    Bound read = Relation.list("a " + bound).getFirst().bound().orElseThrow();
    return List.of("1", "2", "3").stream()
        .filter(each -> read.holds(PackageVersion.of(each)))
        .toList();
  }

  @Test
  void whatDpkgWouldNotTakeIsRefused() {
    refused("a,", "it ends where the name of a package was expected");
    refused("a | , b", "', b' stands where the name of a package was expected");
    refused("a [amd64]", "'[amd64]' stands where ',' or '|' was expected");
    refused("a <!nocheck>", "'<!nocheck>' stands where ',' or '|' was expected");
    refused("a b", "'b' stands where ',' or '|' was expected");
    refused("-a", "'-a' stands where the name of a package was expected");
    refused("a:", "it ends where an architecture was expected");
    refused("a (>= 1", "'1' stands where a version and ')' was expected");
    refused("a ()", "the version '' is empty");
    refused("a (>= x)", "the version 'x' does not begin with a digit");
    refused("ä", "'ä' stands where the name of a package was expected");
  }

  private static void refused(String field, String message) {
    assertThatThrownBy(() -> Dependency.list(field))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aListOfRelationsHasNoAlternatives() {
    assertThat(Relation.list("a, b (= 1)"))
        .extracting(Relation::toString)
        .containsExactly("a", "b (= 1)");
    assertThatThrownBy(() -> Relation.list("a | b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'a | b' has alternatives, which go elsewhere");
  }
}
