package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What ignore files leave out, beside what moby says of the same. */
class IgnorePatternsTest {
  private static final String REMEDY =
      "\nremedy: write a pattern of names, '*', '?', '**' and classes such as [a-z]; a backslash"
          + " before one of these stands for the character itself";

  static List<String> table() throws IOException {
    try (InputStream in = IgnorePatternsTest.class.getResourceAsStream("ignore-patterns.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .toList();
    }
  }

  private static IgnorePatterns parse(String text) {
    return IgnorePatterns.parse(".dockerignore", text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("table")
  void leavesOutWhatMobyDoes(String row) {
    int gap = row.indexOf("   ");
    IgnorePatterns patterns =
        parse(
            row.substring(0, gap)
                .replace("<BOM>", "\ufeff")
                .replace("<CR>", "\r")
                .replace('|', '\n'));
    List<String> found = new ArrayList<>();
    for (String expected : row.substring(gap).trim().split(" ")) {
      String path = expected.substring(1);
      found.add((patterns.ignores(path) ? "-" : "+") + path);
    }
    assertThat(String.join(" ", found)).isEqualTo(row.substring(gap).trim());
  }

  @Test
  void readsNothingFromAnEmptyFileAndComments() {
    assertThat(parse("").isEmpty()).isTrue();
    assertThat(parse("# a\n\n   \n").isEmpty()).isTrue();
    assertThat(IgnorePatterns.NONE.ignores("a/b")).isFalse();
  }

  @Test
  void takesPatternsOfAFlag() {
    IgnorePatterns patterns = IgnorePatterns.of("--exclude", List.of("  *.md ", "!a.md", ""));
    assertThat(patterns.ignores("b.md")).isTrue();
    assertThat(patterns.ignores("a.md")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node_modules                    | node_modules | true",
        "node_modules:!src               | node_modules | true",
        "node_modules:!node_modules/keep | node_modules | false",
        "node_modules:!node_modules/**   | node_modules | false",
        "node_modules:!a/**              | a/b          | false",
        "node_modules:!**/keep           | node_modules | false",
        "node_modules:!*.md              | node_modules | true",
        "node_modules:!*/*.md            | node_modules | false",
        "node_modules:!*/*.md            | node_modules/a | true",
        "node_modules:!no*/a/*.md        | node_modules/b | true",
        "node_modules:!no*/a/*.md        | node_modules/a | false",
      })
  void saysWhatNeedNotBeListed(String patterns, String directory, boolean all) {
    assertThat(parse(patterns.replace(':', '\n')).ignoresAllBelow(directory)).isEqualTo(all);
  }

  @Test
  void asksADirectoryOnceForAllThatIsInIt() {
    IgnorePatterns patterns = parse("a\n!a/b\na/b/c");
    IgnorePatterns.Standing a = patterns.standing(patterns.top(), "a");
    assertThat(a.ignored()).isTrue();
    IgnorePatterns.Standing b = patterns.standing(a, "a/b");
    assertThat(b.ignored()).isFalse();
    assertThat(patterns.ignores(b, "a/b/c")).isTrue();
    assertThat(patterns.ignores(b, "a/b/d")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[a      | a class is not closed or empty, or a backslash stands at the end",
        "[]a]    | a class is not closed or empty, or a backslash stands at the end",
        "a\\     | a class is not closed or empty, or a backslash stands at the end",
        "x*[a    | the class is not closed",
        "[c-a]   | a range of its class ends before it starts",
        "a\\xyz  | '\\x' has no meaning",
      })
  void namesTheLineOfAMalformedPattern(String pattern, String fact) {
    assertThatThrownBy(() -> parse("# one\nok\n" + pattern + "\n"))
        .hasMessage(".dockerignore:3: malformed pattern '" + pattern + "': " + fact + REMEDY);
  }

  @Test
  void refusesALoneExclamationMark() {
    assertThatThrownBy(() -> parse("!"))
        .hasMessage(".dockerignore:1: '!' without a pattern to take back" + REMEDY);
    assertThatThrownBy(() -> IgnorePatterns.of("--exclude", List.of("! ", " !")))
        .hasMessage("--exclude: '!' without a pattern to take back" + REMEDY);
  }

  @Test
  void refusesFilesThatNobodyWrote() {
    assertThatThrownBy(() -> parse("a".repeat(70_000)))
        .hasMessage(".dockerignore:1: a line of 70000 characters" + REMEDY);
    assertThatThrownBy(() -> parse("a\n".repeat(10_001)))
        .hasMessage(".dockerignore:10001: more than 10000 patterns" + REMEDY);
  }

  @Test
  @Timeout(20)
  void takesNoTimeThatGrowsWithTheWaysToMatch() {
    IgnorePatterns patterns = parse("**/a".repeat(100) + "*b\n" + "*a".repeat(1000) + "b");
    assertThat(patterns.ignores("a/".repeat(1000) + "a".repeat(2000))).isFalse();
  }
}
