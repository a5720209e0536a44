package dev.kobako.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks at all open connections of a client, several times a second, for those that stall. */
final class StallWatch implements AutoCloseable {
  private final Set<Patience> lines = ConcurrentHashMap.newKeySet();
  private final long tick;
  private volatile boolean closed;
  private boolean started;

  /**
   * A watch.
   *
   * @param shortest of the limits that will be used
   */
  StallWatch(Duration shortest) {
    tick = Math.clamp(shortest.toNanos() / 8, 1_000_000L, 200_000_000L);
  }

  /** Looks at that connection, too, until it is {@link #remove removed}. */
  void add(Patience patience) {
    lines.add(patience);
    start();
  }

  void remove(Patience patience) {
    lines.remove(patience);
  }

  private synchronized void start() {
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("kobako-http-watch").start(this::watch);
    }
  }

  private void watch() {
    while (!closed || !lines.isEmpty()) {
      LockSupport.parkNanos(tick);
      long now = System.nanoTime();
      for (Iterator<Patience> open = lines.iterator(); open.hasNext(); ) {
        open.next().check(now);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
