package dev.kobako.http;

import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * How long one connection's partner may let us wait. Each blocking call is put between {@link
 * #begins} and {@link #ends}; {@link StallWatch} closes the channel of one that lasts too long,
 * which wakes whoever is blocked. So one rule holds for TCP, Unix sockets and TLS, reading and
 * writing; a channel has no timeouts of its own. Time that we ourselves spend between two calls
 * does not count.
 */
final class Patience {
  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final SocketChannel channel;
  private volatile long since = NOT_WAITING;
  private volatile Duration limit;
  private volatile boolean exceeded;
  private boolean grouped;
  private long groupBegan;

  Patience(SocketChannel channel, Duration limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /** A blocking call is about to begin. */
  void begins() {
    since = grouped ? groupBegan : System.nanoTime();
  }

  /** From now on, all calls together may last as long as one; so that none trickles. */
  void together() {
    grouped = true;
    groupBegan = System.nanoTime();
  }

  /** From now on, each call has its own time. */
  void apart() {
    grouped = false;
  }

  /** The blocking call is over. */
  void ends() {
    since = NOT_WAITING;
  }

  /** From now on, calls may last so long. */
  void limit(Duration limit) {
    this.limit = limit;
  }

  /** How long a call may last. */
  Duration limit() {
    return limit;
  }

  /** Whether the channel was closed since a call lasted too long. */
  boolean exceeded() {
    return exceeded;
  }

  /** Closes the channel if the present call lasts too long. */
  void check(long now) {
    long began = since;
    if (began != NOT_WAITING && now - began > limit.toNanos()) {
      exceeded = true;
      Closing.quietly(channel);
    }
  }
}
