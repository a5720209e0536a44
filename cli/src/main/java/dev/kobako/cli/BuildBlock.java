package dev.kobako.cli;

import dev.kobako.build.BuildEvents;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A build on a terminal: a line for each step that is done, and below them a block of those that
 * run, with their last words, which is drawn over and over in the same place. No colours, so that
 * there is nothing for NO_COLOR to switch off.
 */
final class BuildBlock implements BuildScreen {
  private static final Duration PACE = Duration.ofMillis(150);

  /** Rows that any terminal has; a block that is higher than the terminal can't be drawn over. */
  private static final int MOST_ROWS = 16;

  private static final int LAST_WORDS = 5;

  private final PrintStream err;
  private final int width;
  private List<String> block = List.of();

  BuildBlock(PrintStream err) {
    this(err, TerminalWidth.columns());
  }

  BuildBlock(PrintStream err, int width) {
    this.err = err;
    this.width = width;
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void note(String text) {
    draw(List.of(text), block);
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
    draw(List.of(text), block);
  }

  @Override
  public void failed(ShownStep step, String why) {
    step.output().end(step.elapsed().toMillis());
    draw(List.of(row("ERROR " + step.title(), BuildScreen.seconds(step.elapsed()))), List.of());
    BuildScreen.printOutput(step, err);
  }

  @Override
  public void cancelled(ShownStep step) {
    draw(List.of(row("CANCELED " + step.title(), "")), List.of());
  }

  @Override
  public void show(List<ShownStep> running, TransferBoard.Snapshot transfers) {
    List<String> rows = new ArrayList<>();
    int words = Math.clamp(MOST_ROWS / Math.max(1, running.size()) - 1L, 0, LAST_WORDS);
    for (ShownStep step : running) {
      if (rows.size() >= MOST_ROWS - 2) {
        rows.add(cut(" => and more"));
        break;
      }
      rows.add(row(step.title(), BuildScreen.seconds(step.elapsed())));
      step.output().last(words).forEach(line -> rows.add(cut(" => => # " + line)));
    }
    if (!transfers.moving().isEmpty()) {
      rows.add(
          cut(
              " => fetching "
                  + Sizes.text(transfers.moved())
                  + " of "
                  + Sizes.text(Math.max(transfers.moved(), transfers.announced()))));
    }
    draw(List.of(), rows);
  }

  @Override
  public void end() {
    draw(List.of(), List.of());
  }

  /** The title at the left, and at the right what is told of it. */
  private String row(String title, String right) {
    int room = Math.max(1, width - 6 - right.length());
    String text = title.length() > room ? title.substring(0, room - 1) + "…" : title;
    return " => " + text + " ".repeat(Math.max(0, room - text.length())) + " " + right;
  }

  /** The last column stays free: a character there makes some terminals start a new line. */
  private String cut(String text) {
    return text.length() < width ? text : text.substring(0, width - 1);
  }

  /**
   * Draws in one write, each row over what was there, so that nothing flickers (ECMA-48: up so many
   * lines, erase to the end of the line, erase to the end of the screen).
   */
  private void draw(List<String> above, List<String> newBlock) {
    StringBuilder text = new StringBuilder();
    if (!block.isEmpty()) {
      text.append("\r\u001b[").append(block.size()).append('A');
    }
    for (String line : above) {
      text.append(line).append("\u001b[K\n");
    }
    for (String line : newBlock) {
      text.append(line).append("\u001b[K\n");
    }
    if (newBlock.size() + above.size() < block.size()) {
      text.append("\u001b[J");
    }
    block = newBlock;
    err.print(text);
    err.flush();
  }
}
