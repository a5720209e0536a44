package dev.kobako.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {
  @Test
  void showsWhatIsInvisibleOrTurnsTheTextRound() {
    assertThat(ShownText.of("a\u202egpj.exe\u200b\ufeff\u2066"))
        .isEqualTo("a\\u202egpj.exe\\u200b\\ufeff\\u2066");
    assertThat(ShownText.of("\u001b[31m\u0000\u0085\u2028"))
        .isEqualTo("\\x1b[31m\\x00\\x85\\u2028");
    assertThat(ShownText.of("\udcff \ud800")).isEqualTo("\\xff \\ud800");
    assertThat(ShownText.of("\udb40\udc41")).isEqualTo("\\U0e0041");
  }

  @Test
  void leavesTextsOfAllLanguagesAsTheyAre() {
    assertThat(ShownText.of("große Mappe 日本語 العربية 👩")).isEqualTo("große Mappe 日本語 العربية 👩");
  }

  @Test
  void cutsLongTextsOnOneLine() {
    assertThat(ShownText.cut("RUN a &&\n   b", 100)).isEqualTo("RUN a && b");
    assertThat(ShownText.cut("abcdef", 3)).isEqualTo("abc…");
    assertThat(ShownText.cut("ab👩cd", 3)).isEqualTo("ab…");
  }
}
