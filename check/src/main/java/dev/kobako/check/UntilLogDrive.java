package dev.kobako.check;

import java.util.Optional;
import java.util.regex.Pattern;

/** Waits until a line of the output matches. */
record UntilLogDrive(Pattern pattern) implements LiveDrive {
  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    while (!run.logged(pattern)) {
      boolean ended = run.ended().isPresent();
      // What it wrote last may be seen after its end only.
      if (ended && !run.logged(pattern)) {
        return run.earlyEnd("before a line of its output matched " + pattern);
      }
      if (deadline.isOver()) {
        return Optional.of(
            run.failure("no line of its output matched " + pattern + ", and time is up"));
      }
      deadline.pause();
    }
    return Optional.empty();
  }

  @Override
  public boolean isReady(LiveRun run, Deadline deadline) {
    return drive(run, deadline).isEmpty();
  }
}
