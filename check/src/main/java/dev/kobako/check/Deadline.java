package dev.kobako.check;

import dev.kobako.diagnostic.KobakoException;
import java.time.Duration;

/**
 * A moment by which something must be done.
 *
 * @param nanos as {@link System#nanoTime} has it
 */
record Deadline(long nanos) {
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** So much later than now. */
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** So much later than now, but not later than this. */
  Deadline within(Duration time) {
    return left().compareTo(time) < 0 ? this : in(time);
  }

  /** The time until then; zero once it is over. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean isOver() {
    return left().isZero();
  }

  /** Waits a moment before something is looked at again; not longer than is left. */
  void pause() {
    try {
      Thread.sleep(left().compareTo(PAUSE) < 0 ? left() : PAUSE);
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("trial", e);
    }
  }
}
