package dev.kobako.ladder;

import dev.kobako.check.Trials;
import java.time.Duration;

/**
 * The time that a search may take.
 *
 * @param start as {@link System#nanoTime} has it
 * @param budget in which trials are begun
 * @param limits of each trial
 */
record SearchClock(long start, Duration budget, Trials.Limits limits) {
  /** One that starts now. */
  static SearchClock starting(Duration budget, Trials.Limits limits) {
    return new SearchClock(System.nanoTime(), budget, limits);
  }

  Duration taken() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Zero once it is over. */
  Duration left() {
    Duration left = budget.minus(taken());
    return left.isNegative() ? Duration.ZERO : left;
  }

  boolean isOver() {
    return left().isZero();
  }
}
