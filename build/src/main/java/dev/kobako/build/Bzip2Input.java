package dev.kobako.build;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads bzip2 of any number of streams to the end, with all checksums. The format has no
 * specification but the program's source; this follows the description at <a
 * href="https://en.wikipedia.org/wiki/Bzip2">Wikipedia</a>. Closing it closes the source.
 */
final class Bzip2Input extends InputStream {
  private static final long BLOCK_MAGIC = 0x3141_5926_5359L;
  private static final long END_MAGIC = 0x1772_4538_5090L;
  private static final int BLOCK_UNIT = 100_000;
  private static final int[] CRC = crcTable();

  private final InputStream source;
  private final Bzip2Bits in;
  private @Nullable Bzip2Block block;
  private int capacity;
  private int expected;
  private int crc;
  private int combined;
  private boolean ended;

  // The outermost layer: after four equal bytes comes how many more there are.
  private int last = -1;
  private int equal;
  private int repeats;

  /** Reads the first header. */
  Bzip2Input(InputStream source) throws IOException {
    this.source = source;
    this.in = new Bzip2Bits(new BufferedInputStream(source, 64 * 1024));
    if (!readHeader()) {
      throw new IOException("no bzip2 data");
    }
  }

  private boolean readHeader() throws IOException {
    int[] first = new int[1];
    if (!in.nextByte(first)) {
      return false;
    }
    if (first[0] != 'B' || in.bits(8) != 'Z' || in.bits(8) != 'h') {
      throw new IOException("no bzip2 header");
    }
    int level = (int) in.bits(8) - '0';
    if (level < 1 || level > 9) {
      throw new IOException("a bzip2 header with an unknown block size");
    }
    capacity = level * BLOCK_UNIT;
    combined = 0;
    return true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int count = 0;
    while (count < length) {
      if (repeats > 0) {
        repeats--;
        give(target, offset + count++, last);
        continue;
      }
      int next = ended ? -1 : nextOfBlock();
      if (next < 0) {
        break;
      }
      if (equal == 4) {
        repeats = next;
        equal = 0;
        continue;
      }
      equal = next == last ? equal + 1 : 1;
      last = next;
      give(target, offset + count++, next);
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  private void give(byte[] target, int index, int value) {
    target[index] = (byte) value;
    crc = crc << 8 ^ CRC[(crc >>> 24 ^ value) & 0xff];
  }

  /** Run lengths don't go over the end of a block. */
  private int nextOfBlock() throws IOException {
    while (true) {
      if (block != null) {
        int next = block.next();
        if (next >= 0) {
          return next;
        }
        endBlock();
      }
      if (!nextBlock()) {
        ended = true;
        return -1;
      }
    }
  }

  private void endBlock() throws IOException {
    block = null;
    if (~crc != expected) {
      throw new IOException("a bzip2 block with a wrong checksum");
    }
    combined = (combined << 1 | combined >>> 31) ^ expected;
  }

  private boolean nextBlock() throws IOException {
    while (true) {
      long magic = in.bits(24) << 24 | in.bits(24);
      int checksum = (int) in.bits(32);
      if (magic == BLOCK_MAGIC) {
        expected = checksum;
        crc = -1;
        last = -1;
        equal = 0;
        block = Bzip2Block.read(in, capacity);
        return true;
      }
      if (magic != END_MAGIC) {
        throw new IOException("damaged bzip2 data");
      }
      if (checksum != combined) {
        throw new IOException("bzip2 data with a wrong checksum");
      }
      if (!readHeader()) {
        return false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** CRC-32 with the highest bit first, unlike that of zip. */
  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value < 0 ? value << 1 ^ 0x04c1_1db7 : value << 1;
      }
      table[i] = value;
    }
    return table;
  }
}
