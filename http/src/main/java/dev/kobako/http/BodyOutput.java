package dev.kobako.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a body's source writes to. Closing it does nothing, since the source doesn't own it. */
abstract class BodyOutput extends OutputStream {
  @Override
  public final void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public abstract void write(byte[] from, int offset, int length) throws IOException;

  @Override
  public final void close() {}

  /** The source has written all. */
  abstract void finish() throws IOException;
}
