package dev.kobako.http;

import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * How long one connection's partner may let us wait. Each blocking call is put between {@link
 * #begins} and {@link #ends}; {@link StallWatch} closes the channel of one that lasts too long,
 * which wakes whoever is blocked. So one rule holds for TCP, Unix sockets and TLS, reading and
 * writing; a channel has no timeouts of its own. Time that we ourselves spend between two calls
 * does not count.
 *
 * <p>What is read has to come at a rate, too, that every line worth the name has: a server that
 * sends a byte now and then would otherwise never be given up.
 */
final class Patience {
  /** How many bytes have to come at least while the limit passes. */
  static final int LEAST_BYTES = 1024;

  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final SocketChannel channel;
  private volatile long since = NOT_WAITING;
  private volatile Duration limit;
  private volatile boolean exceeded;
  private boolean grouped;
  private long groupBegan;
  private long readBegan;
  private long readFor;
  private int came;

  Patience(SocketChannel channel, Duration limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /** A blocking call is about to begin. */
  void begins() {
    since = grouped ? groupBegan : System.nanoTime();
  }

  /** A blocking read is about to begin. */
  void beginsToRead() {
    readBegan = System.nanoTime();
    since = grouped ? groupBegan : readBegan - readFor;
  }

  /** That read gave so many bytes. */
  void read(int bytes) {
    readFor += System.nanoTime() - readBegan;
    came += Math.max(bytes, 0);
    if (came >= LEAST_BYTES) {
      countAnew();
    }
  }

  private void countAnew() {
    readFor = 0;
    came = 0;
  }

  /** From now on, all calls together may last as long as one; so that none trickles. */
  void together() {
    grouped = true;
    groupBegan = System.nanoTime();
  }

  /** From now on, each call has its own time. */
  void apart() {
    grouped = false;
    countAnew();
  }

  /** The blocking call is over. */
  void ends() {
    since = NOT_WAITING;
  }

  /** From now on, calls may last so long. */
  void limit(Duration limit) {
    this.limit = limit;
    countAnew();
  }

  /** How long a call may last. */
  Duration limit() {
    return limit;
  }

  /** Whether anything came in the time that was given to it, though too little. */
  boolean trickled() {
    return !grouped && came > 0;
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
