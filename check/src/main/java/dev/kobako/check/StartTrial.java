package dev.kobako.check;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.ContainerLimits;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.ListeningPorts;
import dev.kobako.sandbox.SignalNumber;
import dev.kobako.sandbox.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Starts an image again and again and measures how long it takes until it is there; then once more
 * for its memory, since who watches that costs time.
 *
 * @param until when it counts as started
 * @param patience how long a start may take
 */
public record StartTrial(
    Containers containers, Subject subject, RunOptions options, Until until, Duration patience) {
  private static final String TERM = "TERM";
  private static final long LOOK_MILLIS = 1;

  /** A sign that a program is there. A closed set: handle it with an exhaustive switch. */
  public sealed interface Until {
    /** It has ended with exit code 0. */
    record Exit() implements Until {}

    /** Something listens on a port. */
    record Port(int port) implements Until {}

    /** A line of its output matches. */
    record Log(Pattern pattern) implements Until {}
  }

  /**
   * What was measured.
   *
   * @param start the quickest one, from before the container is made
   * @param memory the most that was resident: of the processes that ran when it had started,
   *     together, or of a single one that has ended, whichever is more; in bytes
   */
  public record Measured(Duration start, long memory) {}

  /**
   * Measures it.
   *
   * @param times how often it is started for the time, at least once
   * @throws KobakoException a finding, where it does not start; outside, where it can't be run
   */
  public Measured measure(int times) {
    Duration best = patience;
    for (int i = 0; i < times; i++) {
      Duration time = start(new Watch.Nothing(), _ -> {});
      best = time.compareTo(best) < 0 ? time : best;
    }
    AtomicLong memory = new AtomicLong();
    LongConsumer most = bytes -> memory.accumulateAndGet(bytes, Math::max);
    Duration _ = start(new Watch.Memory(most), most);
    return new Measured(best, memory.get());
  }

  /**
   * One start.
   *
   * @param running told the memory of what runs when it has started
   */
  private Duration start(Watch watch, LongConsumer running) {
    requireFreePort();
    SubjectStarter starter =
        new SubjectStarter(containers, subject, options, watch, ContainerLimits.USUAL);
    List<Pattern> patterns =
        until instanceof Until.Log(Pattern pattern) ? List.of(pattern) : List.of();
    Deadline deadline = Deadline.in(patience);
    long began = System.nanoTime();
    try (LiveRun run = LiveRun.start(starter, starter::inside, patterns)) {
      await(run, deadline);
      Duration time = Duration.ofNanos(System.nanoTime() - began);
      if (run.ended().isEmpty()) {
        running.accept(run.peakMemory());
        run.stop(SignalNumber.of(subject.config().stopSignal().orElse(TERM)));
      }
      return time;
    }
  }

  private void requireFreePort() {
    if (until instanceof Until.Port(int port)
        && options.network() instanceof ContainerNetwork.Host
        && ListeningPorts.onHost(port)) {
      throw failure(
          new Verdict.Failure(
              "port " + port + " is in use by another program of this machine", ""));
    }
  }

  private void await(LiveRun run, Deadline deadline) {
    switch (until) {
      case Until.Exit() -> {
        Optional<Ending> ending = run.ended(deadline);
        if (ending.isEmpty()) {
          throw failure(run.failure("it has not ended after " + patience.toSeconds() + " s"));
        }
        if (!ending.get().equals(new Ending.Exited(0))) {
          throw failure(run.failure("it ended " + LiveRun.words(ending.get())));
        }
      }
      case Until.Port(int port) -> {
        while (!run.listens(port)) {
          pause(run, deadline, "before it listened on port " + port);
        }
      }
      case Until.Log(Pattern pattern) -> {
        while (!run.logged(pattern)) {
          pause(run, deadline, "before a line of its output matched " + pattern);
        }
      }
    }
  }

  private void pause(LiveRun run, Deadline deadline, String meanwhile) {
    if (run.ended(Deadline.in(Duration.ofMillis(LOOK_MILLIS))).isPresent()) {
      boolean logged = until instanceof Until.Log(Pattern pattern) && run.logged(pattern);
      Optional<Verdict.Failure> end = logged ? Optional.empty() : run.earlyEnd(meanwhile);
      if (end.isPresent()) {
        throw failure(end.get());
      }
    }
    if (deadline.isOver()) {
      throw failure(run.failure(patience.toSeconds() + " s were over " + meanwhile));
    }
  }

  private KobakoException failure(Verdict.Failure failure) {
    return KobakoException.finding(
        Diagnostic.of(
            subject.name(),
            failure.what() + (failure.output().isEmpty() ? "" : "\n" + failure.output())));
  }
}
