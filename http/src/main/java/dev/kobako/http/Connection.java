package dev.kobako.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection and what was read ahead of it. Used by one exchange at a time, and every failure
 * names that exchange. Its owner closes it or gives it to a {@link ConnectionPool}.
 */
final class Connection implements Closeable {
  // Enough for a head; what is larger goes straight to the caller's array.
  private static final int READ_AHEAD = 32 << 10;
  // A read is copied once through a direct buffer of its size, which the thread then keeps.
  private static final int LARGEST_READ = 256 << 10;
  // A blocking write ends when all is written. Small enough that a slow line isn't taken for
  // stalled.
  private static final int LARGEST_WRITE = 128 << 10;

  private final Transport transport;
  private final Wait wait;
  private final Duration idleTimeout;
  private final StallWatch watch;
  private final byte[] buffer = new byte[READ_AHEAD];
  private int position;
  private int limit;
  private String exchange = "";
  private boolean reused;
  private boolean answered;
  private boolean writeFailed;
  private long keptSince;

  Connection(Transport transport, Wait wait, Duration idleTimeout, StallWatch watch) {
    this.transport = transport;
    this.wait = wait;
    this.idleTimeout = idleTimeout;
    this.watch = watch;
  }

  /** Begins an exchange. */
  void begin(String exchange) {
    this.exchange = exchange;
    answered = false;
    wait.limit(idleTimeout);
  }

  /** From now on in this exchange, nothing may last longer than that. */
  void hurry(Duration limit) {
    wait.limit(limit);
  }

  /** The exchange is over, and its answer read to the end. */
  void keep() {
    reused = true;
    keptSince = System.nanoTime();
  }

  /** Whether it can serve another exchange, as far as can be told. */
  boolean isFresh(Duration longestIdle) {
    return position == limit
        && System.nanoTime() - keptSince < longestIdle.toNanos()
        && !transport.isSpent();
  }

  /** Whether the exchange failed only since the server had given up the kept connection before. */
  boolean wasDead() {
    return reused && !answered && !wait.exceeded();
  }

  boolean writeFailed() {
    return writeFailed;
  }

  /** The next byte, or -1 at the end. */
  int read() throws HttpFailure {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  /** Reads at least one byte, or gives -1 at the end. Large reads go straight into the array. */
  int read(byte[] into, int offset, int length) throws HttpFailure {
    if (position == limit) {
      if (length >= READ_AHEAD) {
        return receive(into, offset, Math.min(length, LARGEST_READ));
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, into, offset, count);
    position += count;
    return count;
  }

  /**
   * After a write failed: whether the server has answered all the same, which explains why it
   * stopped to listen.
   */
  boolean hasEarlyAnswer(Duration patience) {
    if (!writeFailed || wait.exceeded()) {
      return false;
    }
    hurry(patience);
    try {
      return position < limit || fill();
    } catch (HttpFailure e) {
      return false;
    }
  }

  private boolean fill() throws HttpFailure {
    int count = receive(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }

  private int receive(byte[] into, int offset, int length) throws HttpFailure {
    wait.begins();
    try {
      int count = transport.read(into, offset, length);
      answered |= count > 0;
      return count;
    } catch (IOException e) {
      throw broken(answered ? "in the middle of the answer" : "before an answer came", e);
    } finally {
      wait.ends();
    }
  }

  /** Writes all. */
  void write(byte[] from, int offset, int length) throws HttpFailure {
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, LARGEST_WRITE);
      wait.begins();
      try {
        transport.write(from, offset + done, count);
      } catch (IOException e) {
        writeFailed = true;
        throw broken("while the request was sent", e);
      } finally {
        wait.ends();
      }
      done += count;
    }
  }

  /** Writes some of a file, and gives how much; 0 where the file has ended. */
  long write(FileChannel file, long offset, long length) throws HttpFailure {
    wait.begins();
    try {
      return transport.write(file, offset, Math.min(length, LARGEST_WRITE));
    } catch (IOException e) {
      writeFailed = true;
      throw broken("while the request was sent", e);
    } finally {
      wait.ends();
    }
  }

  private HttpFailure broken(String when, IOException cause) {
    if (wait.exceeded()) {
      String fact = "nothing came or went for " + Durations.inWords(wait.limit()) + " " + when;
      return failure(HttpFailure.Kind.STALLED, fact, cause);
    }
    return failure(HttpFailure.Kind.CUT, "the connection broke " + when, cause);
  }

  /** A failure of the present exchange. */
  HttpFailure failure(HttpFailure.Kind kind, String fact, @Nullable Throwable cause) {
    return new HttpFailure(kind, exchange, fact, cause);
  }

  /** A failure of the present exchange: what came breaks the protocol. */
  HttpFailure malformed(String fact) {
    return failure(HttpFailure.Kind.PROTOCOL, fact, null);
  }

  @Override
  public void close() {
    watch.remove(wait);
    transport.close();
  }
}
