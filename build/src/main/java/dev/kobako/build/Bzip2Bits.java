package dev.kobako.build;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bits of a stream, the highest of each byte first. */
final class Bzip2Bits {
  private final InputStream in;
  private long held;
  private int count;

  /**
   * @param in buffered
   */
  Bzip2Bits(InputStream in) {
    this.in = in;
  }

  /** A bit. */
  boolean bit() throws IOException {
    return bits(1) == 1;
  }

  /**
   * A number.
   *
   * @param width of at most 32 bits
   */
  long bits(int width) throws IOException {
    while (count < width) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the bzip2 data ends in the middle");
      }
      held = held << 8 | next;
      count += 8;
    }
    count -= width;
    return held >>> count & (1L << width) - 1;
  }

  /** Goes on to the next whole byte; whether there is one. */
  boolean nextByte(int[] into) throws IOException {
    count -= count % 8;
    if (count > 0) {
      into[0] = (int) bits(8);
      return true;
    }
    into[0] = in.read();
    return into[0] >= 0;
  }
}
