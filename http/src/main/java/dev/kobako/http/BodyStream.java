package dev.kobako.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** The body of an answer. Closing it does nothing: the {@link Response} owns the connection. */
abstract class BodyStream extends InputStream {
  private static final int COPY_BUFFER = 128 << 10;

  /** Whether it was read to the end, so that another answer can follow. */
  abstract boolean isFinished();

  /** Reads at least one byte; -1 where the message ends. {@code length} is positive. */
  abstract int readSome(byte[] into, int offset, int length) throws HttpFailure;

  @Override
  public final int read() throws HttpFailure {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] into, int offset, int length) throws HttpFailure {
    Objects.checkFromIndexSize(offset, length, into.length);
    return length == 0 ? 0 : readSome(into, offset, length);
  }

  @Override
  public final long transferTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[COPY_BUFFER];
    long total = 0;
    for (int count = read(buffer, 0, buffer.length);
        count >= 0;
        count = read(buffer, 0, buffer.length)) {
      out.write(buffer, 0, count);
      total += count;
    }
    return total;
  }
}
