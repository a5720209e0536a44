package dev.kobako.check;

import dev.kobako.sandbox.Ending;
import java.time.Duration;
import java.util.Optional;

/** Lets a program run so long; it may end before, if that is no failure. */
record ForDrive(Duration time) implements LiveDrive {
  private static final Duration SETTLED = Duration.ofSeconds(1);

  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    Optional<Ending> ending = run.ended(deadline.within(time));
    return ending
        .filter(each -> !each.equals(new Ending.Exited(0)))
        .map(each -> run.failure("the program ended " + LiveRun.words(each)));
  }

  @Override
  public boolean isReady(LiveRun run, Deadline deadline) {
    return run.ended(deadline.within(SETTLED)).isEmpty();
  }
}
