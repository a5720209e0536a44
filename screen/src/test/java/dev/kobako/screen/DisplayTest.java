package dev.kobako.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private static final TerminalSize SIZE = new TerminalSize(2, 10);

  private static Line line(Style style, String text) {
    return new Line(List.of(new Line.Piece(text, style)));
  }

  @Test
  void sendsOnlyLinesThatHaveChanged() {
    Display display = new Display(true);
    Line first = line(Style.PLAIN, "one");
    assertThat(display.update(List.of(first, line(Style.ADDED, "two")), SIZE))
        .isEqualTo(
            "\u001b[0m\u001b[2J\u001b[1;1H\u001b[Kone\u001b[2;1H\u001b[K\u001b[32mtwo\u001b[0m");
    assertThat(display.update(List.of(first, line(Style.SELECTED, "two")), SIZE))
        .isEqualTo("\u001b[2;1H\u001b[K\u001b[7mtwo\u001b[0m");
    assertThat(display.update(List.of(first, line(Style.SELECTED, "two")), SIZE)).isEmpty();
  }

  @Test
  void sendsAllWhenTheSizeHasChanged() {
    Display display = new Display(true);
    List<Line> lines = List.of(line(Style.PLAIN, "one"));
    String all = display.update(lines, SIZE);
    assertThat(display.update(lines, new TerminalSize(3, 10))).isEqualTo(all);
  }

  @Test
  void hasNoColoursWhereNoneAreWanted() {
    assertThat(new Display(false).update(List.of(line(Style.REMOVED, "x")), SIZE))
        .isEqualTo("\u001b[0m\u001b[2J\u001b[1;1H\u001b[Kx");
  }

  @Test
  void readsSizesAsSttyPrintsThem() {
    assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new TerminalSize(50, 132));
    assertThat(TerminalSize.parse("0 0\n")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("9 99999999999")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("9 100000")).isEqualTo(new TerminalSize(9, 1000));
  }
}
