package dev.kobako.check;

import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.ListeningPorts;
import dev.kobako.sandbox.SignalNumber;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A run of the image from start to stop with what is done to it meanwhile, and then once more over
 * what it has changed: shutdown and restart touch other files.
 *
 * @param drives in their order
 * @param ports that they ask, which must be free before
 * @param patterns that they look for
 */
record LiveTrial(
    SubjectStarter starter,
    List<LiveDrive> drives,
    List<Integer> ports,
    List<Pattern> patterns,
    Trials.Limits limits,
    Precedent precedent) {
  private static final String TERM = "TERM";

  LiveTrial {
    drives = List.copyOf(drives);
    ports = List.copyOf(ports);
    patterns = List.copyOf(patterns);
  }

  /** Runs it, at most until then. */
  Optional<Verdict.Failure> failure(Deadline deadline) {
    Optional<Verdict.Failure> hindrance = hindrance();
    if (hindrance.isPresent()) {
      return hindrance;
    }
    int signal = SignalNumber.of(starter.subject().config().stopSignal().orElse(TERM));
    try (LiveRun first = LiveRun.start(starter, starter::inside, patterns)) {
      for (LiveDrive drive : drives) {
        Optional<Verdict.Failure> failure = drive.drive(first, patience(drive, deadline));
        if (failure.isPresent()) {
          return failure;
        }
      }
      if (first.ended().equals(Optional.of(new Ending.Exited(0)))) {
        return Optional.empty(); // it has done its work, and would do the same again
      }
      first.stop(signal);
      return secondRun(first, signal, deadline);
    }
  }

  private Optional<Verdict.Failure> secondRun(LiveRun first, int signal, Deadline deadline) {
    try (LiveRun second = first.again()) {
      boolean ready =
          drives.isEmpty() || drives.getFirst().isReady(second, deadline.within(limits.ready()));
      if (!precedent.isAsGood(List.of(), ready)) {
        return Optional.of(
            second
                .earlyEnd("when it was stopped and started again")
                .orElseGet(() ->
                    second.failure("it did not come up when it was stopped and started again")));
      }
      second.stop(signal);
      return Optional.empty();
    }
  }

  /** What waits for a program to come up has less time than what lets it work. */
  private Deadline patience(LiveDrive drive, Deadline deadline) {
    return switch (drive) {
      case ForDrive _, ExecDrive _ -> deadline;
      case HttpDrive _,
          ExposedPortsDrive _,
          UntilPortDrive _,
          UntilLogDrive _,
          HealthDrive _,
          AnyPortDrive _ ->
          deadline.within(limits.ready());
    };
  }

  /** Another program's answers would be taken for the container's. */
  private Optional<Verdict.Failure> hindrance() {
    return ports.stream()
        .filter(_ -> starter.options().network() instanceof ContainerNetwork.Host)
        .filter(ListeningPorts::onHost)
        .findFirst()
        .map(port ->
            new Verdict.Failure(
                "port " + port + " is in use by another program of this machine", ""));
  }
}
