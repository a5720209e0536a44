package dev.kobako.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Progress on a terminal: a line for each blob on its way and one for all, drawn over and over in
 * the same place and gone at the end. No colours, so that there is nothing for NO_COLOR to switch
 * off.
 */
final class LiveBlock implements ProgressDisplay.Screen {
  private static final Duration PACE = Duration.ofMillis(150);
  private static final int MOST_LINES = 8;
  private static final int BAR = 20;
  private static final int NAME = 12;

  private final PrintStream err;
  private final int width;
  private int drawn;

  LiveBlock(PrintStream err) {
    this(err, TerminalWidth.columns());
  }

  LiveBlock(PrintStream err, int width) {
    this.err = err;
    this.width = width;
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void note(String text) {
    err.print(erased() + text + "\n");
    err.flush();
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
    StringBuilder text = new StringBuilder(erased());
    for (String line : lines) {
      // The last column stays free: a character there makes some terminals start a new line.
      text.append(line, 0, Math.min(line.length(), width - 1)).append('\n');
    }
    drawn = lines.size();
    err.print(text);
    err.flush();
  }

  @Override
  public void end() {
    err.print(erased());
    err.flush();
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

  /** The cursor goes up to the block's first line, and all below it is cleared (ECMA-48). */
  private String erased() {
    String up = drawn == 0 ? "" : "\r\u001b[" + drawn + "A\u001b[J";
    drawn = 0;
    return up;
  }
}
