package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PackageSolverTest {
  private final SolverTrial solver = new SolverTrial();

  @Test
  void whatIsNeededComesBeforeWhatNeedsIt() {
    String index =
        """
        Package: app
        Depends: libb

        Package: libb
        Pre-Depends: liba
        Depends: libz

        Package: liba

        Package: libz

        Package: unrelated
        """;

    assertThat(solver.solved(index, "app")).containsExactly("liba 1", "libz 1", "libb 1", "app 1");
  }

  @Test
  void everyMemberSaysWhatItIsThereFor() {
    solver.core = SolveRequest.Core.ESSENTIAL;
    TextPackages available =
        TextPackages.of(
            """
            Package: app
            Pre-Depends: liba (>= 1)
            Depends: libb | libc
            Recommends: docs

            Package: liba

            Package: libb

            Package: docs

            Package: base
            Essential: yes
            """);
    solver.recommends = true;

    assertThat(solver.members(available, "app"))
        .extracting(each -> each.available().name() + ": " + each.why())
        .containsExactly(
            "base: essential",
            "liba: app pre-depends on liba (>= 1)",
            "libb: app depends on libb | libc",
            "app: asked for",
            "docs: app recommends docs");
  }

  @Test
  void theLatestVersionIsTaken() {
    String index =
        """
        Package: app
        Depends: lib

        Package: lib
        Version: 1.9

        Package: lib
        Version: 1.10
        """;

    assertThat(solver.solved(index, "app")).containsExactly("lib 1.10", "app 1");
  }

  @Test
  void anEarlierVersionIsTakenWhereTheLatestCannotBe() {
    String index =
        """
        Package: app
        Version: 2
        Depends: lib (>= 3)

        Package: app
        Version: 1
        Depends: lib (= 1)

        Package: lib
        Version: 2

        Package: lib
        Version: 1
        """;

    assertThat(solver.solved(index, "app")).containsExactly("lib 1", "app 1");
  }

  @Test
  void theFirstAlternativeIsTakenUnlessAnotherIsThereAnyway() {
    String index =
        """
        Package: app
        Depends: first | second

        Package: other
        Depends: between

        Package: between
        Depends: second

        Package: first

        Package: second
        """;

    assertThat(solver.solved(index, "app")).containsExactly("first 1", "app 1");
    assertThat(solver.solved(index, "app, other"))
        .containsExactly("second 1", "app 1", "between 1", "other 1");
  }

  @Test
  void anAlternativeThatALaterChoiceMakesSuperfluousIsLeftOut() {
    String index =
        """
        Package: app
        Depends: one | two, three | four

        Package: one
        Depends: one-data

        Package: one-data
        Depends: one

        Package: two

        Package: three
        Depends: two

        Package: four
        """;

    assertThat(solver.solved(index, "app")).containsExactly("two 1", "three 1", "app 1");
  }

  @Test
  void theFirstAlternativeGivesWayWhereItExcludesSomethingNeeded() {
    String index =
        """
        Package: app
        Depends: first | second, needed

        Package: first
        Conflicts: needed

        Package: second

        Package: needed
        """;

    assertThat(solver.solved(index, "app")).containsExactly("second 1", "needed 1", "app 1");
  }

  @Test
  void ofTheSameVersionTheSourceNamedFirstIsTaken() {
    TextPackages available =
        new TextPackages("amd64")
            .with("bookworm", "Package: app\n")
            .with("bookworm-updates", "Package: app\n");

    assertThat(solver.members(available, "app"))
        .extracting(each -> each.available().source().suite())
        .containsExactly("bookworm");
  }

  @Test
  void ringsAreCutButNeverBeforeAPreDependency() {
    String index =
        """
        Package: a
        Depends: b

        Package: b
        Pre-Depends: c
        Depends: outside

        Package: c
        Depends: a

        Package: outside
        """;

    assertThat(solver.solved(index, "a")).containsExactly("outside 1", "c 1", "b 1", "a 1");
    assertThat(solver.solved(index, "c")).containsExactly("outside 1", "c 1", "b 1", "a 1");
  }

  @Test
  void theSameRequestGivesTheSameOrderEachTime() {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      index.append(
          "Package: p%d\nDepends: p%d | p%d, v%d\nProvides: v%d\n\n"
              .formatted(i, (i * 7 + 3) % 200, (i * 11 + 5) % 200, (i + 1) % 9, i % 9));
    }
    List<String> first = solver.solved(index.toString(), "p0");

    for (int i = 0; i < 5; i++) {
      assertThat(solver.solved(index.toString(), "p0")).isEqualTo(first);
    }
  }

  @Test
  void aChainAsDeepAsAnArchiveIsLongIsFollowed() {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      index.append("Package: p%d\nDepends: p%d\n\n".formatted(i, i + 1));
    }
    index.append("Package: p2000\n");

    assertThat(solver.solved(index.toString(), "p0"))
        .hasSize(2001)
        .startsWith("p2000 1", "p1999 1");
  }
}
