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
  private final Patience patience;
  private final Duration idleTimeout;
  private final StallWatch watch;
  private final byte[] buffer = new byte[READ_AHEAD];
  private int position;
  private int limit;
  private String exchange = "";
  private boolean reused;
  private boolean answered;
  private boolean writeFailed;
  private boolean broken;
  private long keptSince;

  Connection(Transport transport, Patience patience, Duration idleTimeout, StallWatch watch) {
    this.transport = transport;
    this.patience = patience;
    this.idleTimeout = idleTimeout;
    this.watch = watch;
  }

  /** Begins an exchange. */
  void begin(String exchange) {
    this.exchange = exchange;
    answered = false;
    patience.apart();
    patience.limit(idleTimeout);
  }

  /** From now on in this exchange, nothing may last longer than that. */
  void hurry(Duration limit) {
    patience.limit(limit);
  }

  /** All that is read until {@link #patient} must come within the time that one read may take. */
  void impatient() {
    patience.together();
  }

  /** Each read has its own time again. */
  void patient() {
    patience.apart();
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
    return reused && !answered && !patience.exceeded();
  }

  /** Whether more was received than was read. */
  boolean isAhead() {
    return position < limit;
  }

  /** Whether anything went wrong, so that it can't serve another exchange. */
  boolean isBroken() {
    return broken;
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
   *
   * @throws HttpFailure where it explains that it ended TLS
   */
  boolean hasEarlyAnswer(Duration longest) throws HttpFailure {
    if (!writeFailed || patience.exceeded()) {
      return false;
    }
    hurry(longest);
    try {
      return position < limit || fill();
    } catch (HttpFailure e) {
      if (e.getCause() != null && TlsAlert.of(e.getCause()) != null) {
        throw e;
      }
      return false;
    }
  }

  /** Returns when an answer has begun to come. */
  void awaitAnswer() throws HttpFailure {
    if (position == limit && !fill()) {
      throw failure(HttpFailure.Kind.CUT, "the connection ended before an answer came", null);
    }
  }

  private boolean fill() throws HttpFailure {
    int count = receive(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }

  private int receive(byte[] into, int offset, int length) throws HttpFailure {
    patience.beginsToRead();
    try {
      int count = transport.read(into, offset, length);
      patience.read(count);
      answered |= count > 0;
      return count;
    } catch (IOException e) {
      throw broken(answered ? "in the middle of the answer" : "before an answer came", e);
    } finally {
      patience.ends();
    }
  }

  /** Writes all. */
  void write(byte[] from, int offset, int length) throws HttpFailure {
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, LARGEST_WRITE);
      patience.begins();
      try {
        transport.write(from, offset + done, count);
      } catch (IOException e) {
        writeFailed = true;
        throw broken("while the request was sent", e);
      } finally {
        patience.ends();
      }
      done += count;
    }
  }

  /** Writes some of a file, and gives how much; 0 where the file has ended. */
  long write(FileChannel file, long offset, long length) throws HttpFailure {
    patience.begins();
    try {
      return transport.write(file, offset, Math.min(length, LARGEST_WRITE));
    } catch (IOException e) {
      writeFailed = true;
      throw broken("while the request was sent", e);
    } finally {
      patience.ends();
    }
  }

  private HttpFailure broken(String when, IOException cause) {
    if (patience.exceeded()) {
      String time = Durations.inWords(patience.limit());
      String fact =
          patience.trickled()
              ? "fewer than " + Patience.LEAST_BYTES + " bytes came in " + time + " " + when
              : "nothing came or went for " + time + " " + when;
      return failure(HttpFailure.Kind.STALLED, fact, cause);
    }
    // An alert of TLS may come as late as this: servers check a client's certificate at leisure.
    TlsAlert alert = TlsAlert.of(cause);
    return alert == null
        ? failure(HttpFailure.Kind.CUT, "the connection broke " + when, cause)
        : failure(alert.kind(), alert.fact(), cause);
  }

  /** A failure of the present exchange, after which the connection is of no further use. */
  HttpFailure failure(HttpFailure.Kind kind, String fact, @Nullable Throwable cause) {
    broken = true;
    return new HttpFailure(kind, exchange, fact, cause);
  }

  /** A failure of the present exchange: what came breaks the protocol. */
  HttpFailure malformed(String fact) {
    return failure(HttpFailure.Kind.PROTOCOL, fact, null);
  }

  @Override
  public void close() {
    watch.remove(patience);
    transport.close();
  }
}
