package dev.kobako.screen;

import java.util.ArrayList;
import java.util.List;

/**
 * What is on a terminal's screen at the moment, and what has to be sent to make it show something
 * else: only lines that have changed, all in one piece, so that nothing flickers (ECMA-48: CUP, SGR
 * and EL, which every terminal has).
 */
final class Display {
  private static final String RESET = "\u001b[0m";

  private final boolean colours;
  private List<Line> shown = new ArrayList<>();
  private TerminalSize size = new TerminalSize(0, 0);

  /** An empty screen. */
  Display(boolean colours) {
    this.colours = colours;
  }

  /** What makes the screen show these lines, from its first one on. */
  String update(List<Line> lines, TerminalSize now) {
    StringBuilder text = new StringBuilder();
    if (!now.equals(size)) {
      text.append(RESET).append("\u001b[2J");
      shown = List.of();
      size = now;
    }
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (i >= shown.size() || !shown.get(i).equals(line)) {
        // Cleared before it is written: behind a full line the cursor stands on its last cell.
        text.append("\u001b[").append(i + 1).append(";1H\u001b[K");
        line.pieces().forEach(piece -> append(piece, text));
      }
    }
    shown = List.copyOf(lines);
    return text.toString();
  }

  private void append(Line.Piece piece, StringBuilder text) {
    String parameters = piece.style().parameters(colours);
    if (parameters.isEmpty()) {
      text.append(piece.text());
    } else {
      text.append("\u001b[").append(parameters).append('m').append(piece.text()).append(RESET);
    }
  }
}
