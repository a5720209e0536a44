package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about rules and families says of each what the class says, and why. */
class SlimRulesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "slim-rules.md");
  private static final Pattern SECTION =
      Pattern.compile("^### (.+)\\n\\n(.+)\\n\\n(.+)$", Pattern.MULTILINE);

  private static List<MatchResult> sections() throws IOException {
    String page = Files.readString(PAGE);
    return SECTION.matcher(page).results().toList();
  }

  @Test
  void hasASectionForEveryRuleAndFamilyWithItsOwnWords() throws IOException {
    List<String> told =
        sections().stream().map(each -> each.group(1) + ": " + each.group(2)).toList();
    List<String> known = new ArrayList<>();
    CleanRule.all().forEach(rule -> known.add(rule.name() + ": " + rule.about()));
    Family.all().forEach(family -> known.add(family.name() + ": " + family.about()));

    assertThat(told).containsExactlyElementsOf(known);
  }

  @Test
  void listsTheKindsOfPrograms() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(page.substring(page.indexOf("## Kinds of programs")).lines())
        .filteredOn(line -> line.startsWith("- "))
        .containsExactlyElementsOf(
            KeepRules.kinds().stream()
                .map(kind -> "- `" + kind.label() + "`: " + kind.what())
                .toList());
  }

  @Test
  void givesAReasonForEach() throws IOException {
    assertThat(sections()).allSatisfy(each -> assertThat(each.group(3)).hasSizeGreaterThan(15));
  }

  @Test
  void namesAreUniqueAndEasyToType() {
    assertThat(KeepRules.names())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
  }
}
