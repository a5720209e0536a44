package dev.kobako.cli;

import dev.kobako.build.BuildEvents;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A build on a terminal: a line for each step that is done, and below them a block of those that
 * run, with their last words.
 */
final class BuildBlock implements BuildScreen {
  /** Rows that any terminal has; a block that is higher than the terminal can't be drawn over. */
  private static final int MOST_ROWS = 16;

  private static final int LAST_WORDS = 5;

  private final PrintStream err;
  private final TerminalBlock block;

  BuildBlock(PrintStream err) {
    this(err, TerminalWidth.columns());
  }

  BuildBlock(PrintStream err, int width) {
    this.err = err;
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
  public void begun(ShownStep step) {}

  @Override
  public void output(ShownStep step, byte[] bytes, boolean error) {
    step.output().add(bytes, step.elapsed().toMillis());
  }

  @Override
  public void done(ShownStep step, BuildEvents.Outcome outcome) {
    String text =
        outcome.cached()
            ? row("CACHED " + step.title(), Sizes.text(outcome.bytes()))
            : row(
                step.title(),
                Sizes.text(outcome.bytes()) + "  " + BuildScreen.seconds(outcome.time()));
    block.above(text);
  }

  @Override
  public void failed(ShownStep step, String why) {
    step.output().end(step.elapsed().toMillis());
    block.clear();
    block.above(row("ERROR " + step.title(), BuildScreen.seconds(step.elapsed())));
    BuildScreen.printOutput(step, err);
  }

  @Override
  public void cancelled(ShownStep step) {
    block.clear();
    block.above(row("CANCELED " + step.title(), ""));
  }

  @Override
  public void show(List<ShownStep> running, TransferBoard.Snapshot transfers) {
    List<String> rows = new ArrayList<>();
    int words = Math.clamp(MOST_ROWS / Math.max(1, running.size()) - 1L, 0, LAST_WORDS);
    for (ShownStep step : running) {
      if (rows.size() >= MOST_ROWS - 2) {
        rows.add(" => and more");
        break;
      }
      rows.add(row(step.title(), BuildScreen.seconds(step.elapsed())));
      step.output().last(words).forEach(line -> rows.add(" => => # " + line));
    }
    if (!transfers.moving().isEmpty()) {
      rows.add(
          " => fetching "
              + Sizes.text(transfers.moved())
              + " of "
              + Sizes.text(Math.max(transfers.moved(), transfers.announced())));
    }
    block.show(rows);
  }

  @Override
  public void end() {
    block.clear();
  }

  /** The title at the left, and at the right what is told of it. */
  private String row(String title, String right) {
    int room = Math.max(1, block.width() - 6 - right.length());
    String text = title.length() > room ? title.substring(0, room - 1) + "…" : title;
    return " => " + text + " ".repeat(Math.max(0, room - text.length())) + " " + right;
  }
}
