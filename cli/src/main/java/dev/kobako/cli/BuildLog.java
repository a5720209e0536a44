package dev.kobako.cli;

import dev.kobako.build.BuildEvents;
import dev.kobako.image.Digest;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * A build as lines that stay, in BuildKit's form: each begins with its step's number, {@code #5
 * [build 2/4] RUN make}, {@code #5 0.123 output}, {@code #5 DONE 1.2s}.
 */
final class BuildLog implements BuildScreen {
  private static final Duration PACE = Duration.ofSeconds(5);

  private final PrintStream err;
  private long moved;

  BuildLog(PrintStream err) {
    this.err = err;
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void note(String text) {
    err.println(text);
  }

  @Override
  public void begun(ShownStep step) {
    say(step, step.title());
  }

  @Override
  public void changed(ShownStep step, String why) {
    say(step, "not cached: " + why);
  }

  @Override
  public void output(ShownStep step, byte[] bytes, boolean error) {
    step.output().add(bytes, step.elapsed().toMillis()).forEach(line -> say(step, line.timed()));
  }

  @Override
  public void done(ShownStep step, BuildEvents.Outcome outcome) {
    if (outcome.cached()) {
      say(step, step.title());
      say(step, "CACHED");
    } else {
      rest(step);
      say(step, "DONE " + BuildScreen.seconds(outcome.time()) + ", " + Sizes.text(outcome.bytes()));
    }
    err.println();
  }

  @Override
  public void failed(ShownStep step, String why) {
    rest(step);
    say(step, "ERROR: " + why);
    BuildScreen.printOutput(step, err);
  }

  @Override
  public void cancelled(ShownStep step) {
    rest(step);
    say(step, "CANCELED");
  }

  @Override
  public void show(List<ShownStep> running, TransferBoard.Snapshot transfers) {
    if (!transfers.moving().isEmpty() && transfers.moved() > moved) {
      moved = transfers.moved();
      TransferBoard.Line first = transfers.moving().getFirst();
      int others = transfers.moving().size() - 1;
      err.println(
          shortened(first.what())
              + ": "
              + Sizes.text(first.there())
              + " of "
              + Sizes.text(first.size())
              + (others > 0 ? ", and " + others + " more" : ""));
    }
  }

  /** A blob's whole digest says no more than its beginning. */
  private static String shortened(String what) {
    return what.matches("sha256:[0-9a-f]{64}") ? "blob " + Digest.parse(what).brief() : what;
  }

  @Override
  public void end() {}

  private void rest(ShownStep step) {
    step.output().end(step.elapsed().toMillis()).forEach(line -> say(step, line.timed()));
  }

  private void say(ShownStep step, String text) {
    err.println("#" + step.number() + " " + text);
  }
}
