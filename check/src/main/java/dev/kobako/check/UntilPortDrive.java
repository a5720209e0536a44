package dev.kobako.check;

import java.util.Optional;

/** Waits until something listens on a port in the network of the container. */
record UntilPortDrive(int port) implements LiveDrive {
  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    while (!run.listens(port)) {
      Optional<Verdict.Failure> early = run.earlyEnd("before it listened on port " + port);
      if (early.isPresent()) {
        return early;
      }
      if (deadline.isOver()) {
        return Optional.of(run.failure("nothing listens on port " + port + ", and time is up"));
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
