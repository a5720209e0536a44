package dev.kobako.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The last rows of a terminal, drawn over and over in the same place below lines that stay. No
 * colours, so that there is nothing for NO_COLOR to switch off.
 */
final class TerminalBlock {
  /** Between two drawings: smooth to the eye, and cheap. */
  static final Duration PACE = Duration.ofMillis(150);

  private final PrintStream out;
  private final int width;
  private List<String> rows = List.of();

  /**
   * Nothing yet.
   *
   * @param width of the terminal, in columns
   */
  TerminalBlock(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  int width() {
    return width;
  }

  /** A line that stays, above the block. */
  void above(String line) {
    draw(List.of(line), rows);
  }

  /** Other rows for the block; what is wider than the terminal is cut. */
  void show(List<String> newRows) {
    draw(List.of(), newRows.stream().map(this::cut).toList());
  }

  /** The block is gone, as if it had never been. */
  void clear() {
    draw(List.of(), List.of());
  }

  /** The last column stays free: a character there makes some terminals start a new line. */
  private String cut(String text) {
    return text.length() < width ? text : text.substring(0, width - 1);
  }

  /**
   * Draws in one write, each row over what was there, so that nothing flickers (ECMA-48: up so many
   * lines, erase to the end of the line, erase to the end of the screen).
   */
  private void draw(List<String> above, List<String> newRows) {
    StringBuilder text = new StringBuilder();
    if (!rows.isEmpty()) {
      text.append("\r\u001b[").append(rows.size()).append('A');
    }
    for (String line : above) {
      text.append(line).append("\u001b[K\n");
    }
    for (String line : newRows) {
      text.append(line).append("\u001b[K\n");
    }
    if (newRows.size() + above.size() < rows.size()) {
      text.append("\u001b[J");
    }
    rows = newRows;
    out.print(text);
    out.flush();
  }
}
