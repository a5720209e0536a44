package dev.kobako.check;

import java.time.Duration;
import java.util.List;

/**
 * What came of running scenarios on an image.
 *
 * @param failures what did not go as it must, in the order in which it happened; none where all
 *     passed
 * @param trace what was asked of files; {@link Trace#NONE} where nobody watched
 * @param time that it took
 */
public record Verdict(List<Failure> failures, Trace trace, Duration time) {
  /** Where nothing was run. */
  public static final Verdict NOTHING_RUN = new Verdict(List.of(), Trace.NONE, Duration.ZERO);

  public Verdict {
    failures = List.copyOf(failures);
  }

  /**
   * Something that did not go as it must.
   *
   * @param what in one line: the drive and what came of it
   * @param output the end of what was written meanwhile, bounded, control characters removed
   */
  public record Failure(String what, String output) {}

  /** Whether all went as it must. */
  public boolean passed() {
    return failures.isEmpty();
  }
}
