package dev.kobako.http;

import java.io.IOException;

/** A body whose length was said before. Small writes are gathered. */
final class FixedOutput extends BodyOutput {
  private static final int GATHERED = 32 << 10;

  private final Connection connection;
  private final long promised;
  private final byte[] buffer = new byte[GATHERED];
  private int filled;
  private long written;

  FixedOutput(Connection connection, long promised) {
    this.connection = connection;
    this.promised = promised;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    if (length > promised - written) {
      throw new IOException("the body has more than the %d bytes promised".formatted(promised));
    }
    written += length;
    if (length > buffer.length - filled) {
      flush();
    }
    if (length >= buffer.length) {
      connection.write(from, offset, length);
    } else {
      System.arraycopy(from, offset, buffer, filled, length);
      filled += length;
    }
  }

  @Override
  public void flush() throws HttpFailure {
    connection.write(buffer, 0, filled);
    filled = 0;
  }

  @Override
  void finish() throws IOException {
    if (written < promised) {
      throw new IOException("the body has %d bytes, %d were promised".formatted(written, promised));
    }
    flush();
  }
}
