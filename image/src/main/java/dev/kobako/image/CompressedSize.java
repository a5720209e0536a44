package dev.kobako.image;

import java.io.IOException;
import java.io.OutputStream;

/** How long bytes become when they are compressed as a layer is; what comes out is not kept. */
public final class CompressedSize extends OutputStream {
  private final Counter counter = new Counter();
  private final OutputStream out;

  /** Counts what goes nowhere. */
  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int value) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }

  /** A stream whose bytes are compressed and counted. */
  public CompressedSize(Compression compression) {
    out = Compressor.on(counter, compression);
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  /** Ends what is compressed; {@link #bytes()} is right from then on. */
  @Override
  public void close() throws IOException {
    out.close();
  }

  /** How many bytes have come out. */
  public long bytes() {
    return counter.count;
  }
}
