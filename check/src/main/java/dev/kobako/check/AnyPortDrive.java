package dev.kobako.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits a while for a program that may listen on one of the image's ports, before something else is
 * done to it. That none does is no failure: nobody asked for it.
 */
record AnyPortDrive(List<Integer> ports) implements LiveDrive {
  private static final Duration WHILE = Duration.ofSeconds(5);

  AnyPortDrive {
    ports = List.copyOf(ports);
  }

  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    Deadline end = deadline.within(WHILE);
    while (ports.stream().noneMatch(run::listens) && run.ended().isEmpty() && !end.isOver()) {
      end.pause();
    }
    return Optional.empty();
  }

  @Override
  public boolean isReady(LiveRun run, Deadline deadline) {
    return drive(run, deadline).isEmpty() && run.ended().isEmpty();
  }
}
