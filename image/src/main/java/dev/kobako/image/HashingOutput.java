package dev.kobako.image;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes what goes through. */
public final class HashingOutput extends OutputStream {
  private final OutputStream out;
  private final MessageDigest hash = Digest.newHash("sha256");
  private long count;

  public HashingOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    hash.update(bytes, offset, length);
    count += length;
    out.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  public long count() {
    return count;
  }

  /** The digest of everything; to be asked once. */
  public Digest digest() {
    return Digest.finish("sha256", hash);
  }
}
