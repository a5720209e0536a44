package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import dev.kobako.dockerfile.Expansion.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

class ExpansionTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "HOME", "/root",
          "OS", "linux",
          "EMPTY", "",
          "DOTS", "a.b.c",
          "STAR", "x*y?z\\w",
          "PATHS", "/tmp/tmp/f.txt",
          "SPACES", " one  two ",
          "NAME", "箱",
          "TREE", "src/main/java",
          "TWO", "two lines\nof text");

  private static final Variables VARIABLES = name -> Optional.ofNullable(VALUES.get(name));

  private final Expansion expansion = new Expansion('\\');

  @TestFactory
  Stream<DynamicTest> wordsBecomeWhatTheTableSays() throws IOException {
    return table().stream()
        .map(line -> {
          int bar = line.lastIndexOf(" | ");
          String word = line.substring(0, bar < 0 ? line.lastIndexOf(" |") : bar).stripTrailing();
          String expected = bar < 0 ? "" : line.substring(bar + 3);
          return dynamicTest(word, () -> assertThat(become(word)).isEqualTo(expected));
        });
  }

  private String become(String word) {
    try {
      return expansion.word(word, VARIABLES).text().replace('\n', '⏎');
    } catch (IllegalExpansionException e) {
      return "error: " + e.fact();
    }
  }

  private static List<String> table() throws IOException {
    try (InputStream in = ExpansionTest.class.getResourceAsStream("expansion.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("# "))
          .toList();
    }
  }

  @Test
  void aBacktickEscapesWhereTheDirectiveSaysSo() {
    Expansion backtick = new Expansion('`');

    assertThat(backtick.word("C:\\dir`$OS \"`\"q\" $OS`", VARIABLES).text())
        .isEqualTo("C:\\dir$OS \"q linux");
  }

  @Test
  void usedAndMissingNamesAreToldInTheOrderTheyAreAskedFor() {
    Expansion.Expanded expanded =
        expansion.word("$OS${UNSET:-$HOME}$OS ${EMPTY:-$OTHER} '$NOT'", VARIABLES);

    assertThat(expanded.used()).containsExactly("OS", "HOME", "EMPTY");
    assertThat(expanded.missing()).containsExactly("UNSET", "OTHER");
  }

  @Test
  void wordsAreSplitAtSpacesOfTextAndValuesButNotAtQuotedOnes() {
    assertThat(expansion.words("80  443\t8080", VARIABLES)).containsExactly("80", "443", "8080");
    assertThat(expansion.words("a${SPACES}b", VARIABLES)).containsExactly("a", "one", "two", "b");
    assertThat(expansion.words("a\"$SPACES\"b '' c\\ d", VARIABLES))
        .containsExactly("a one  two b", "c d");
    assertThat(expansion.words("${EMPTY} \"\"", VARIABLES)).isEmpty();
  }

  @Test
  void whatIsBeforeADefaultStaysInTheWord() {
    // BuildKit loses it: its words and nested texts share a buffer
    assertThat(expansion.words("80/${UNSET:-tcp} 81", VARIABLES)).containsExactly("80/tcp", "81");
  }

  @Test
  void aDollarInAReplacementIsItself() {
    // BuildKit takes $1 there for a group of a regular expression, with // only
    Variables variables = name -> Optional.of(name.equals("R") ? "$1" : "a.b");

    assertThat(expansion.word("${X//./$R}", variables).text()).isEqualTo("a$1b");
  }

  @Test
  void quotesOfHeredocsStayAndBackslashesEscapeWhateverTheDirectiveSays() {
    String content = "say '$OS' \"$UNSET\" it's \\$OS \\\\ `$OS` <<EOF ${EMPTY:-a b}\n";

    assertThat(new Expansion('`').heredoc(content, VARIABLES).text())
        .isEqualTo("say 'linux' \"\" it's $OS \\ `linux` <<EOF a b\n");
    assertThatThrownBy(() -> expansion.heredoc("${OS", VARIABLES))
        .hasMessage("${OS is never closed: a } is missing");
  }

  @Test
  void aByteOrderMarkAtTheStartGoes() {
    assertThat(expansion.word("\uFEFF$OS\uFEFF", VARIABLES).text()).isEqualTo("linux\uFEFF");
  }

  @Test
  void remediesSayWhatToWrite() {
    assertThatThrownBy(() -> expansion.word("${V?}", VARIABLES))
        .isInstanceOfSatisfying(
            IllegalExpansionException.class,
            e ->
                assertThat(e.remedy())
                    .isEqualTo("give it a value: 'ENV V=...', or 'ARG V' and --build-arg V=..."));
    assertThatThrownBy(() -> new Expansion('`').word("a'", VARIABLES))
        .isInstanceOfSatisfying(
            IllegalExpansionException.class,
            e ->
                assertThat(e.remedy())
                    .isEqualTo("close it, or write `' outside of quotes for the character itself"));
  }

  @Test
  void checkingFindsWhatNoValueMakesRightAndNothingElse() {
    expansion.check("$OS ${A:?} ${A?no} ${A#\\x} ${A:-${B}} 'a' \"b\"");
    expansion.checkHeredoc("it's ${A:-x}");

    assertThatThrownBy(() -> expansion.check("${A:!x}"))
        .hasMessage("${A:!...} has an unknown modifier :!");
    assertThatThrownBy(() -> expansion.check("'")).hasMessage("a ' is never closed");
    assertThatThrownBy(() -> expansion.checkHeredoc("${A"))
        .hasMessage("${A is never closed: a } is missing");
  }

  @Test
  @Timeout(10)
  void deepNestingIsRefusedAndDoesNotCrash() {
    assertThat(expansion.word("${A:-".repeat(100) + "x" + "}".repeat(100), VARIABLES).text())
        .isEqualTo("x");
    String deep = "${A:-".repeat(50_000);
    assertThatThrownBy(() -> expansion.word(deep, VARIABLES))
        .isInstanceOf(IllegalExpansionException.class)
        .hasMessage("substitutions are more than 100 deep in each other");
    assertThatThrownBy(() -> expansion.word("\"${A:-".repeat(50_000), VARIABLES))
        .isInstanceOf(IllegalExpansionException.class);
  }

  @Test
  @Timeout(20)
  void valuesAndPatternsThatMakeHugeWorkAreRefused() {
    Variables large = name -> Optional.of("a".repeat(1 << 20));

    assertThatThrownBy(() -> expansion.word("$A".repeat(1000), large))
        .hasMessage("this becomes too long or takes too long to expand (16 MiB are the most)");
    assertThatThrownBy(() -> expansion.word("${A//*a*a*b/x}", large))
        .isInstanceOf(IllegalExpansionException.class);
    assertThatThrownBy(() -> expansion.word("${A//" + "a".repeat(1 << 12) + "b/x}", large))
        .isInstanceOf(IllegalExpansionException.class);
    assertThatThrownBy(() -> expansion.word("${A//a/" + "b".repeat(100) + "}", large))
        .isInstanceOf(IllegalExpansionException.class);
  }

  @Test
  @Timeout(30)
  void noTextCrashesIt() {
    Random random = new Random(6);
    String pieces = "$${}{}'\"\\`<:-+?#%/*?_A1 \t\n箱.=!@";
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      String word = text.toString();
      for (char escape : new char[] {'\\', '`'}) {
        survives(() -> new Expansion(escape).word(word, VARIABLES));
        survives(() -> new Expansion(escape).words(word, name -> Optional.of(word)));
        survives(() -> new Expansion(escape).heredoc(word, name -> Optional.of(word)));
        survives(() -> new Expansion(escape).check(word));
      }
    }
  }

  private static void survives(Runnable work) {
    try {
      work.run();
    } catch (IllegalExpansionException e) {
      assertThat(e.fact()).isNotBlank();
      assertThat(e.remedy()).isNotBlank();
    }
  }
}
