package dev.kobako.check;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The image's health check, which must succeed once, as Docker has it: within the start period and
 * as many intervals as it may fail. It is tried more often than the image says, so that nobody
 * waits for nothing.
 *
 * @param command what is run inside
 * @param timeout after which one test has failed
 * @param patience after which the container is unhealthy
 */
record HealthDrive(List<String> command, Duration timeout, Duration patience) implements LiveDrive {
  /** Docker's, of moby's daemon/health.go. */
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long RETRIES = 3;

  /** A test gets at least so long: being traced makes it slower. */
  private static final Duration PATIENT = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Longer than any trial. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** The check of an image; empty where it has none. */
  static Optional<HealthDrive> of(ImageConfig config) {
    return config
        .healthcheck()
        .flatMap(check -> command(check, config).map(command -> of(check, command)));
  }

  private static HealthDrive of(Healthcheck check, List<String> command) {
    Duration interval = bounded(check.interval().filter(Duration::isPositive).orElse(INTERVAL));
    Duration timeout = bounded(check.timeout().filter(Duration::isPositive).orElse(TIMEOUT));
    long retries = Math.clamp(check.retries().filter(n -> n > 0).orElse(RETRIES), 1, 1000);
    Duration start = bounded(check.startPeriod().orElse(Duration.ZERO));
    Duration patient = timeout.compareTo(PATIENT) < 0 ? PATIENT : timeout;
    return new HealthDrive(
        command, patient, start.plus(interval.plus(patient).multipliedBy(retries)));
  }

  private static Duration bounded(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST : time.isNegative() ? Duration.ZERO : time;
  }

  private static Optional<List<String>> command(Healthcheck check, ImageConfig config) {
    List<String> test = check.test();
    if (test.size() < 2) {
      return Optional.empty(); // NONE, or what a base says
    }
    List<String> words = test.subList(1, test.size());
    return switch (test.getFirst()) {
      case "CMD" -> Optional.of(words);
      case "CMD-SHELL" -> {
        List<String> command = new ArrayList<>(config.shell());
        if (command.isEmpty()) {
          command.addAll(List.of("/bin/sh", "-c"));
        }
        command.addAll(words);
        yield Optional.of(List.copyOf(command));
      }
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    Deadline healthy = deadline.within(patience);
    Optional<LiveRun.Executed> last = Optional.empty();
    while (true) {
      Optional<Ending> ending = run.ended();
      if (ending.isPresent()) {
        // Nobody asks a program for its health that has done its work.
        return ending.get().equals(new Ending.Exited(0))
            ? Optional.empty()
            : run.earlyEnd("before it was healthy");
      }
      LiveRun.Executed executed = run.exec(command, healthy.within(timeout));
      if (executed.isDone()) {
        return Optional.empty();
      }
      if (executed.ending().isPresent()) {
        last = Optional.of(executed);
      }
      if (healthy.isOver() && run.ended().isEmpty()) {
        return Optional.of(failure(last.orElse(executed)));
      }
      Optional<Ending> _ = run.ended(healthy.within(PAUSE));
    }
  }

  private static Verdict.Failure failure(LiveRun.Executed executed) {
    String ending = executed.ending().map(LiveRun::words).orElse("without an end in time");
    return new Verdict.Failure(
        "the image's health check never succeeded, the last one ended " + ending,
        executed.output().shown());
  }

  @Override
  public boolean isReady(LiveRun run, Deadline deadline) {
    return drive(run, deadline).isEmpty() && run.ended().isEmpty();
  }
}
