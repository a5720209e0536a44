package dev.kobako.check;

import dev.kobako.check.HttpAttempt.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A request to every port that the image exposes. Images expose more than they always serve; so one
 * must answer as expected, and those that did on the first image must on every later one.
 *
 * @param onEach for each port
 * @param lenient whether a port counts too that listens and speaks something else than HTTP: nobody
 *     said that it does
 */
record ExposedPortsDrive(List<HttpDrive> onEach, boolean lenient, Precedent precedent)
    implements LiveDrive {
  /** How much later than the first a further port may come. */
  private static final Duration LATECOMERS = Duration.ofSeconds(1);

  /** How much longer a port may give wrong answers. */
  private static final Duration WRONG = Duration.ofSeconds(1);

  ExposedPortsDrive {
    onEach = List.copyOf(onEach);
  }

  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    Optional<SortedSet<Integer>> before = precedent.ports();
    List<HttpDrive> left = new ArrayList<>(onEach);
    before.ifPresent(ports -> left.removeIf(each -> !ports.contains(each.request().port())));
    SortedSet<Integer> answering = new TreeSet<>();
    Optional<Deadline> end = Optional.empty();
    while (!left.isEmpty() && !end.orElse(deadline).isOver()) {
      Optional<Verdict.Failure> early = run.earlyEnd("before it answered " + names(left));
      if (early.isPresent()) {
        return early;
      }
      Duration patience = ask(run, left, answering, deadline);
      if (end.isEmpty() && !patience.isZero()) {
        end = Optional.of(deadline.within(patience));
      }
      end.orElse(deadline).pause();
    }
    if (answering.isEmpty() || (before.isPresent() && !left.isEmpty())) {
      return Optional.of(failure(run, left.getFirst()));
    }
    precedent.settle(answering);
    return Optional.empty();
  }

  /**
   * Asks once those that are left, and takes away who answered.
   *
   * @return how long there is for the others from now on; zero where nothing says that
   */
  private Duration ask(
      LiveRun run, List<HttpDrive> left, SortedSet<Integer> answering, Deadline deadline) {
    Duration patience = Duration.ZERO;
    for (HttpDrive each : List.copyOf(left)) {
      Outcome outcome = each.request().outcome(run, deadline);
      if (each.wrong(outcome).isEmpty() || (lenient && outcome instanceof Outcome.NoHttp)) {
        answering.add(each.request().port());
        left.remove(each);
      } else if (HttpDrive.isFinal(outcome) && patience.isZero()) {
        patience = WRONG;
      }
    }
    return answering.isEmpty() ? patience : LATECOMERS;
  }

  private static Verdict.Failure failure(LiveRun run, HttpDrive drive) {
    Outcome outcome = drive.request().outcome(run, Deadline.in(WRONG));
    return run.failure(drive.request() + ": " + drive.wrong(outcome).orElse("answered too late"));
  }

  private static String names(List<HttpDrive> drives) {
    return String.join(", ", drives.stream().map(each -> each.request().toString()).toList());
  }

  @Override
  public boolean isReady(LiveRun run, Deadline deadline) {
    return drive(run, deadline).isEmpty();
  }
}
