package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.project.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fix has a page, and the examples there are what it does. */
class FixPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "fix");
  private static final String FENCE = "```";

  @TempDir Path context;

  /** The context that pages tell of. */
  @BeforeEach
  void makeContext() throws IOException {
    Files.createDirectories(context.resolve("node_modules"));
    Files.writeString(context.resolve(".gitignore"), "/node_modules/\n");
    Files.createDirectories(context.resolve("tools/__pycache__"));
    Files.writeString(context.resolve("tools/a.py"), "");
    Files.writeString(context.resolve("package.json"), "{\"name\": \"a\", \"version\": \"1.0.0\"}");
    Files.writeString(context.resolve("requirements.txt"), "flask==3.1.0\n");
  }

  /** The context of a program that is compiled. */
  private void makeProgram() throws IOException {
    for (String each : List.of("package.json", "requirements.txt", "tools/a.py")) {
      Files.delete(context.resolve(each));
    }
    Files.delete(context.resolve("node_modules"));
    Files.writeString(context.resolve("go.mod"), "module example.org/web\n");
    Files.writeString(context.resolve("main.go"), "package main\n");
    Files.writeString(context.resolve("sum.c"), "int main(void) { return 0; }\n");
    Files.createDirectories(context.resolve("templates"));
    Files.writeString(context.resolve("templates/index.html"), "<p>\n");
  }

  static Stream<Fix> fixes() {
    return FixBook.known().stream();
  }

  @ParameterizedTest
  @MethodSource("fixes")
  void theExamplesOfAFixesPageAreWhatItDoesAndLeaves(Fix fix) throws IOException {
    if (fix instanceof DependenciesFirst) {
      // where builds see it, it would cover what is installed
      Files.delete(context.resolve("node_modules"));
    }
    if (fix instanceof BuildStage) {
      makeProgram();
    }
    Fix.Description description = fix.description();
    String page = Files.readString(PAGES.resolve(description.name() + ".md"));
    assertThat(page)
        .startsWith(
            "# %s: %s\n\nAnswers %s. Promise: %s.\n"
                .formatted(
                    description.name(),
                    description.title(),
                    answers(description),
                    description.promise().says()));
    int left = page.indexOf("## Left as it is");
    List<Example> pairs = examples(page.substring(0, left));
    assertThat(pairs.size()).isPositive().isEven();
    for (int i = 0; i < pairs.size(); i += 2) {
      Example after = pairs.get(i + 1);
      FixedFile fixed = fixed(fix, pairs.get(i).text());
      if (after.kind().equals("diff")) {
        assertThat(fixed.patch()).isEqualTo(after.text());
      } else {
        assertThat(fixed.after().text()).isEqualTo(after.text());
        assertThat(fixed(fix, after.text()).isChanged()).isFalse();
      }
    }
    assertThat(examples(page.substring(left)))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(fixed(fix, each.text()).isChanged()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("fixes")
  void theListOfFixesHasEachFix(Fix fix) throws IOException {
    Fix.Description description = fix.description();
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains(
            "| [%s](%s.md) | %s | %s |\n"
                .formatted(
                    description.name(),
                    description.name(),
                    description.title(),
                    description.promise().says()));
  }

  private static String answers(Fix.Description description) {
    return description.answers().isEmpty()
        ? "nothing that a rule asks for"
        : String.join(", ", description.answers());
  }

  private FixedFile fixed(Fix fix, String dockerfile) {
    Optional<IgnoreFile> ignoreFile = IgnoreFile.of(context, context.resolve("Dockerfile"));
    return new Fixer(List.of(fix), Optional.of(ProjectFolder.of(context)), ignoreFile)
        .fix(new SourceText("Dockerfile", dockerfile));
  }

  /**
   * What stands on a page.
   *
   * @param kind of what follows: a dockerfile, or a diff where another file is changed
   */
  private record Example(String kind, String text) {}

  private static List<Example> examples(String text) {
    List<Example> examples = new ArrayList<>();
    int at = text.indexOf(FENCE);
    while (at >= 0) {
      int start = text.indexOf('\n', at) + 1;
      int end = text.indexOf(FENCE, start);
      examples.add(
          new Example(
              text.substring(at + FENCE.length(), start).strip(), text.substring(start, end)));
      at = text.indexOf(FENCE, end + FENCE.length());
    }
    return examples;
  }
}
