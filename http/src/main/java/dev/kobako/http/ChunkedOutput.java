package dev.kobako.http;

import java.nio.charset.StandardCharsets;

/** A body that is sent in chunks as it is made (RFC 9112, 7.1). */
final class ChunkedOutput extends BodyOutput {
  private static final int CHUNK = 64 << 10;
  // Room for the size in hexadecimal and its line end.
  private static final int PREFIX = 7;
  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Connection connection;
  // A chunk with its frame goes out in one write.
  private final byte[] buffer = new byte[PREFIX + CHUNK + 2];
  private int filled;

  ChunkedOutput(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws HttpFailure {
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, CHUNK - filled);
      System.arraycopy(from, offset + done, buffer, PREFIX + filled, count);
      filled += count;
      done += count;
      if (filled == CHUNK) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws HttpFailure {
    if (filled == 0) {
      return; // An empty chunk would end the body.
    }
    byte[] size = (Integer.toHexString(filled) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int start = PREFIX - size.length;
    System.arraycopy(size, 0, buffer, start, size.length);
    buffer[PREFIX + filled] = '\r';
    buffer[PREFIX + filled + 1] = '\n';
    connection.write(buffer, start, size.length + filled + 2);
    filled = 0;
  }

  @Override
  void finish() throws HttpFailure {
    flush();
    connection.write(LAST, 0, LAST.length);
  }
}
