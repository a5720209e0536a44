package dev.kobako.cli;

import dev.kobako.build.BuildEvents;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Where it is seen how a build goes on; called under the display's lock. */
sealed interface BuildScreen extends LiveDisplay.Screen
    permits BuildLog, BuildBlock, RawBuildLog, QuietBuild {
  /** A step begins to run. */
  void begun(ShownStep step);

  /** Why it begins to run although the same was built before. */
  default void changed(ShownStep step, String why) {}

  /** It has written something. */
  void output(ShownStep step, byte[] bytes, boolean error);

  /** It is done, or was taken from the cache. */
  void done(ShownStep step, BuildEvents.Outcome outcome);

  /** It failed; it is the one that the build fails for. */
  void failed(ShownStep step, String why);

  /** It was broken off since another one failed. */
  void cancelled(ShownStep step);

  /** How things are. */
  void show(List<ShownStep> running, TransferBoard.Snapshot transfers);

  /** All that a step has written, between two rules. */
  static void printOutput(ShownStep step, PrintStream err) {
    List<StepOutputLines.Line> lines = step.output().all();
    if (lines.isEmpty()) {
      return;
    }
    err.println("------");
    err.println(" > " + step.title() + ":");
    if (step.output().forgotten() > 0) {
      err.println("[" + step.output().forgotten() + " lines before these are not kept]");
    }
    lines.forEach(line -> err.println(line.timed()));
    err.println("------");
  }

  /** As in {@code 1.2s}. */
  static String seconds(Duration time) {
    long tenths = (time.toMillis() + 50) / 100;
    return tenths / 10 + "." + tenths % 10 + "s";
  }
}
