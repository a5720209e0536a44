package dev.kobako.registry;

import java.time.Duration;

/**
 * Whether what comes is worth waiting for: a server that sends a byte now and then never stalls,
 * and never ends. Only time that was spent waiting counts.
 */
final class Pace {
  /** A line of 1989 was faster. */
  static final int LEAST_BYTES = 64 * 1024;

  private final long withinNanos;
  private long waited;
  private long came;

  /**
   * A pace.
   *
   * @param within the time in which {@link #LEAST_BYTES} have to come
   */
  Pace(Duration within) {
    withinNanos = within.toNanos();
  }

  /** Some bytes came after some waiting. */
  void came(int bytes, long nanos) {
    came += bytes;
    waited += nanos;
  }

  /** Whether too little came; then the count begins anew. */
  boolean isTooSlow() {
    if (waited < withinNanos) {
      return false;
    }
    boolean slow = came < LEAST_BYTES;
    waited = 0;
    came = 0;
    return slow;
  }
}
