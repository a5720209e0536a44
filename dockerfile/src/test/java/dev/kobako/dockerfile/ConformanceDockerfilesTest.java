package dev.kobako.dockerfile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * All Dockerfiles that BuildKit was measured with, in the folder {@code shared/conformance} beside
 * the repository: what it builds is accepted, what it refuses is refused where that can be seen
 * without building.
 */
class ConformanceDockerfilesTest {
  /** What is wrong with these is seen when they are planned or built. */
  private static final Set<String> SEEN_LATER =
      Set.of(
          // something is not there
          "050",
          "051",
          "057",
          "141",
          "142",
          "151",
          "152",
          "521",
          "526",
          "534",
          "535",
          "537",
          "545",
          "554",
          "569",
          "570",
          "574",
          "604",
          // a value that the parts of a plan read: platform, signal, port, mode, digest, reference
          "519",
          "523",
          "540",
          "546",
          "552",
          "588",
          "596",
          // between instructions: a stage that needs itself, a mount onto the working directory /
          "542",
          "567",
          // what a step does
          "547",
          "556",
          "558",
          "563",
          "571",
          "618");

  private record Case(String name, String dockerfile, Optional<String> control, boolean refused) {
    boolean seenHere() {
      return refused && !SEEN_LATER.contains(name.substring(0, 3));
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsFaultyIsRefusedAndAllElseAccepted() throws IOException {
    return cases().stream().map(each -> dynamicTest(each.name, () -> check(each)));
  }

  private static void check(Case each) {
    Optional<String> refusal = refusal(each.dockerfile);
    if (each.seenHere()) {
      assertThat(refusal).isPresent();
      assertThat(refusal.get())
          .startsWith("Dockerfile:")
          .contains(" | ", "^", "\nremedy: ")
          .doesNotContain("null");
    } else {
      assertThat(refusal).isEmpty();
    }
    each.control.ifPresent(control -> assertThat(refusal(control)).isEmpty());
  }

  @Test
  void theListOfWhatIsSeenLaterNamesFaultyCasesOnly() throws IOException {
    List<String> faulty = new ArrayList<>();
    for (Case each : cases()) {
      if (each.refused) {
        faulty.add(each.name.substring(0, 3));
      }
    }
    assertThat(faulty).containsAll(SEEN_LATER);
  }

  private static Optional<String> refusal(String text) {
    try {
      Dockerfile dockerfile = Dockerfile.parse(new SourceText("Dockerfile", text));
      dockerfile.instructions().forEach(dockerfile::check);
      return Optional.empty();
    } catch (KobakoException e) {
      return Optional.of(e.diagnostic().render());
    }
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Corpus.folder("conformance/cases"))) {
      for (Path folder : folders.sorted().toList()) {
        cases.add(
            new Case(
                folder.getFileName().toString(),
                Files.readString(folder.resolve("Dockerfile")),
                text(folder.resolve("case.json"), "control"),
                text(folder.resolve("expected.json"), "outcome").equals(Optional.of("failure"))));
      }
    }
    assertThat(cases).hasSizeGreaterThan(300);
    return cases;
  }

  /** A text of the object in a file that has a member a line. */
  private static Optional<String> text(Path json, String name) throws IOException {
    String start = "\"" + name + "\": ";
    return Files.readString(json)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(line -> line.substring(start.length()))
        .map(value -> value.endsWith(",") ? value.substring(0, value.length() - 1) : value)
        .map(value -> "[" + value + "]")
        .map(value -> requireNonNull(JsonStrings.read(value, 0, value.length())))
        .map(array -> array.strings().getFirst().text());
  }
}
