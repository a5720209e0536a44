package dev.kobako.cli;

import dev.kobako.build.BuildEvents;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Nothing is said of a build but what a step has written that failed. */
record QuietBuild(PrintStream err) implements BuildScreen {
  @Override
  public Duration pace() {
    return Duration.ZERO;
  }

  @Override
  public void note(String text) {}

  @Override
  public void begun(ShownStep step) {}

  @Override
  public void output(ShownStep step, byte[] bytes, boolean error) {
    step.output().add(bytes, step.elapsed().toMillis());
  }

  @Override
  public void done(ShownStep step, BuildEvents.Outcome outcome) {}

  @Override
  public void failed(ShownStep step, String why) {
    step.output().end(step.elapsed().toMillis());
    BuildScreen.printOutput(step, err);
  }

  @Override
  public void cancelled(ShownStep step) {}

  @Override
  public void show(List<ShownStep> running, TransferBoard.Snapshot transfers) {}

  @Override
  public void end() {}
}
