package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has a page, and the examples there are what they say. */
class RulePagesTest {
  private static final Path PAGES = Path.of("..", "docs", "lint");
  private static final String FENCE = "```";

  static Stream<Rule> rules() {
    return RuleBook.of(LintSettings.NONE).stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theBadExamplesOfARulesPageBreakItAndTheGoodOnesDont(Rule rule) throws IOException {
    Rule.Description description = rule.description();
    String page = Files.readString(PAGES.resolve(description.id() + ".md"));
    assertThat(page).startsWith("# " + description.id() + ": " + description.message() + "\n");
    assertThat(page)
        .contains("Severity: " + description.severity().name().toLowerCase(Locale.ROOT) + ".");
    int good = page.indexOf("## Keeps it");
    int bad = page.indexOf("## Breaks the rule");
    Linter linter = linter(description.id(), examples(page.substring(0, bad)));
    List<String> breaking = examples(page.substring(bad, good));
    List<String> keeping = examples(page.substring(good));
    assertThat(breaking).isNotEmpty().allMatch(example -> breaks(linter, example));
    assertThat(keeping).isNotEmpty().noneMatch(example -> breaks(linter, example));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theListOfRulesHasEachRule(Rule rule) throws IOException {
    Rule.Description description = rule.description();
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains(
            "| [%s](%s.md) | %s | %s |\n"
                .formatted(
                    description.id(),
                    description.id(),
                    description.severity().name().toLowerCase(Locale.ROOT),
                    description.message()));
  }

  /** One that asks this rule alone, also where it is off. */
  private static Linter linter(String id, List<String> configuration) {
    LintSettings settings = LintSettings.NONE;
    for (String yaml : configuration) {
      settings = settings.and(settings(yaml));
    }
    LintSettings on =
        settings.and(
            id.equals("DL1001") || id.equals("DL3057")
                ? settings("override: {info: [" + id + "]}")
                : LintSettings.NONE);
    return new Linter(
        RuleBook.of(settings).stream().filter(each -> each.description().id().equals(id)).toList(),
        on);
  }

  private static LintSettings settings(String yaml) {
    return LintSettingsReader.hadolint("page", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean breaks(Linter linter, String dockerfile) {
    LintedFile file =
        LintedFile.of(new SourceText("Dockerfile", dockerfile))
            .in(new LintedContext(false, List.of()));
    return !linter.problems(file).isEmpty();
  }

  private static List<String> examples(String text) {
    List<String> examples = new ArrayList<>();
    int at = text.indexOf(FENCE);
    while (at >= 0) {
      int start = text.indexOf('\n', at) + 1;
      int end = text.indexOf(FENCE, start);
      examples.add(text.substring(start, end));
      at = text.indexOf(FENCE, end + FENCE.length());
    }
    return examples;
  }
}
