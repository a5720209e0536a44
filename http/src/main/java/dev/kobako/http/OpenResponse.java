package dev.kobako.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer whose body still hangs on its connection. */
final class OpenResponse implements Response {
  // To read a small rest is cheaper than to connect again.
  private static final int DRAINED = 64 << 10;
  private static final Duration DRAINING = Duration.ofSeconds(1);

  private final ResponseHead head;
  private final BodyStream body;
  private final Connection connection;
  private final ConnectionPool pool;
  private final Semaphore turn;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Owns the connection and the turn. */
  OpenResponse(
      ResponseHead head,
      BodyStream body,
      Connection connection,
      ConnectionPool pool,
      Semaphore turn) {
    this.head = head;
    this.body = body;
    this.connection = connection;
    this.pool = pool;
    this.turn = turn;
  }

  @Override
  public int status() {
    return head.status();
  }

  @Override
  public Headers headers() {
    return head.headers();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public byte[] bytes(int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit);
    if (bytes.length == limit && body.read() >= 0) {
      throw connection.malformed("the answer has more than " + limit + " bytes");
    }
    return bytes;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      if (head.persistent() && !connection.isBroken() && isAtEnd()) {
        pool.keep(connection);
      } else {
        connection.close();
      }
    } finally {
      turn.release();
    }
  }

  private boolean isAtEnd() {
    if (body.isFinished()) {
      return true;
    }
    connection.hurry(DRAINING);
    try {
      byte[] rest = new byte[8 << 10];
      for (int drained = 0; drained < DRAINED; ) {
        int count = body.read(rest, 0, rest.length);
        if (count < 0) {
          return body.isFinished();
        }
        drained += count;
      }
      return body.isFinished();
    } catch (HttpFailure e) {
      return false;
    }
  }
}
