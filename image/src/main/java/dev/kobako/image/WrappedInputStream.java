package dev.kobako.image;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that looks at or changes what another one gives, and closes it. Everything is read
 * through {@link #read(byte[], int, int)}, skipping included: a {@link java.io.FilterInputStream}
 * would let bytes pass by unseen.
 */
abstract class WrappedInputStream extends InputStream {
  final InputStream in;

  WrappedInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;

  @Override
  public void close() throws IOException {
    in.close();
  }
}
