package dev.kobako.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {
  private final ShownText shown = new ShownText(true);

  @Test
  void writesOutWhatATerminalWouldActOn() {
    assertThat(shown.cut("a\u001b[2J\n\u009b\u202e\u200b\ue000\udc80\\", 99))
        .isEqualTo("a\\x1b[2J\\x0a\\x9b\\u202e\\u200b\\ue000\\x80\\\\");
  }

  @Test
  void writesOutAllButAsciiForTerminalsThatKnowNoMore() {
    assertThat(new ShownText(false).cut("aäあ\u001b…", 99)).isEqualTo("a\\u00e4\\u3042\\x1b\\u2026");
  }

  @Test
  void cutsWhatIsTooLongAndSaysSo() {
    assertThat(shown.cut("four", 4)).isEqualTo("four");
    assertThat(shown.cut("fives", 4)).isEqualTo("fiv…");
    assertThat(new ShownText(false).cut("fives", 4)).isEqualTo("fiv>");
    assertThat(shown.cut("x".repeat(1_000_000), 3)).isEqualTo("xx…");
    assertThat(shown.cut("x", 0)).isEmpty();
  }

  @Test
  void knowsThatSomeCharactersAreWideAndSomeTakeNoRoom() {
    assertThat(shown.width("あ한a")).isEqualTo(5);
    assertThat(shown.width("e\u0301")).isEqualTo(1);
    assertThat(shown.cut("あああ", 5)).isEqualTo("ああ…");
    assertThat(shown.cut("あああ", 4)).isEqualTo("あ…");
  }
}
