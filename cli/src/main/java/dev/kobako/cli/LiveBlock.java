package dev.kobako.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Progress on a terminal: a line for each blob on its way and one for all, gone at the end. */
final class LiveBlock implements ProgressDisplay.Screen {
  private static final int MOST_LINES = 8;
  private static final int BAR = 20;
  private static final int NAME = 12;

  private final TerminalBlock block;

  LiveBlock(PrintStream err) {
    this(err, TerminalWidth.columns());
  }

  LiveBlock(PrintStream err, int width) {
    this.block = new TerminalBlock(err, width);
  }

  @Override
  public Duration pace() {
    return TerminalBlock.PACE;
  }

  @Override
  public boolean isDrawnOver() {
    return true;
  }

  @Override
  public void note(String text) {
    block.above(text);
  }

  @Override
  public void show(TransferBoard.Snapshot now, Duration elapsed) {
    List<String> lines = new ArrayList<>();
    for (TransferBoard.Line line : now.moving()) {
      if (lines.size() == MOST_LINES) {
        lines.add("  and " + (now.moving().size() - MOST_LINES) + " more");
        break;
      }
      lines.add(line(line));
    }
    lines.add(PlainLines.summary(now, elapsed));
    block.show(lines);
  }

  @Override
  public void end() {
    block.clear();
  }

  private static String line(TransferBoard.Line line) {
    int full =
        line.size() == 0 ? BAR : (int) (BAR * Math.min(line.there(), line.size()) / line.size());
    String what = shortened(line.what());
    return "  "
        + what
        + " ".repeat(Math.max(0, NAME - what.length()))
        + " ["
        + "=".repeat(full)
        + " ".repeat(BAR - full)
        + "] "
        + Sizes.text(line.there())
        + " of "
        + Sizes.text(line.size());
  }

  /** Twelve digits of a digest are enough for people. */
  private static String shortened(String what) {
    int colon = what.indexOf("sha256:");
    int end = colon + "sha256:".length() + NAME;
    return colon < 0 || what.length() < end
        ? what
        : what.substring(0, colon) + what.substring(end - NAME, end);
  }
}
