package dev.kobako.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The kept connections to one origin, and how many exchanges may run with it at the same time.
 * Whoever waits longest comes first.
 */
final class ConnectionPool {
  // Servers end idle connections after a minute or more; what they ended is of no use.
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  // Two kinds of turn, so that a copy from a registry to itself, which reads one answer while it
  // writes another request, can't wait for a turn that only copies like itself hold.
  private final Semaphore readers;
  private final Semaphore writers;
  private final Deque<Connection> kept = new ArrayDeque<>();
  private boolean closed;

  ConnectionPool(int turns) {
    readers = new Semaphore(turns, true);
    writers = new Semaphore(turns, true);
  }

  /** Waits for a turn, to be released by the caller. */
  Semaphore takeTurn(Request request) throws InterruptedIOException {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    Semaphore turns = reads ? readers : writers;
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + request.origin());
    }
    return turns;
  }

  /** A kept connection that seems to be alive, now the caller's. */
  @Nullable Connection takeKept() {
    while (true) {
      Connection connection;
      synchronized (this) {
        connection = kept.pollLast();
      }
      if (connection == null || connection.isFresh(LONGEST_IDLE)) {
        return connection;
      }
      connection.close();
    }
  }

  /** Takes a connection whose exchange is complete. */
  void keep(Connection connection) {
    connection.keep();
    synchronized (this) {
      if (!closed) {
        kept.addLast(connection);
        return;
      }
    }
    connection.close();
  }

  /** Ends the kept connections; those in use end with their exchange. */
  synchronized void close() {
    closed = true;
    kept.forEach(Connection::close);
    kept.clear();
  }
}
