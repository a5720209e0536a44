package dev.kobako.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A pipe that others still hold open when all that matters has been written to it: no end of it
 * comes by itself. Whoever knows that nothing more is written, {@linkplain #end() ends} it with a
 * byte of his own, which the reader does not see.
 */
final class HeldPipe extends InputStream {
  private final InputStream in;
  private final OutputStream last;
  private boolean ending;
  private boolean over;

  /**
   * A pipe.
   *
   * @param last writes to the same pipe
   */
  HeldPipe(InputStream in, OutputStream last) {
    this.in = in;
    this.last = last;
  }

  /** Lets the reader meet the end after all that has been written. */
  void end() {
    try (last) {
      endByByte();
    } catch (IOException _) {
      // Nobody reads any more.
    }
  }

  /** The reader's look at it comes before the byte or after it, never between. */
  private synchronized void endByByte() throws IOException {
    if (!ending) {
      ending = true;
      last.write(0);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (over) {
      return -1;
    }
    int count = in.read(buffer, offset, length);
    if (count <= 0 || !isLast()) {
      return count;
    }
    over = true;
    return count == 1 ? -1 : count - 1;
  }

  private synchronized boolean isLast() throws IOException {
    return ending && in.available() == 0;
  }

  @Override
  public void close() throws IOException {
    try (last) {
      in.close();
    }
  }
}
