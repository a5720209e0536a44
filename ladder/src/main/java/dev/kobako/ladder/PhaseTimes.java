package dev.kobako.ladder;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long each phase took; one that comes again adds to its time. */
final class PhaseTimes {
  private final SlimProgress progress;
  private final Map<Phase, Duration> times = new EnumMap<>(Phase.class);

  PhaseTimes(SlimProgress progress) {
    this.progress = progress;
  }

  /** What a phase does. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does the work and takes its time. */
  <T> T take(Phase phase, Work<T> work) throws IOException {
    progress.begin(phase);
    long start = System.nanoTime();
    T done = work.run();
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    times.merge(phase, time, Duration::plus);
    progress.end(phase, time);
    return done;
  }

  /** The times so far. */
  SortedMap<Phase, Duration> all() {
    return new TreeMap<>(times);
  }
}
