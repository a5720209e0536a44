package dev.kobako.debian;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads one LZ4 frame, as apt keeps its lists (lz4_Frame_format.md 1.6, lz4_Block_format.md).
 * Checksums are passed over: the lists are the host's own, and a flipped bit costs a hint.
 *
 * <p>Blocks may refer to up to 64 KiB before themselves; the window keeps that much in front of the
 * block being decoded.
 */
final class Lz4FrameInput extends InputStream {
  private static final int MAGIC = 0x184D2204;
  private static final int HISTORY = 64 << 10;
  private static final int MIN_MATCH = 4;

  private final DataInputStream in;
  private final boolean blockChecksums;
  private final byte[] block;
  private final byte[] window;
  private int position = HISTORY;
  private int end = HISTORY;
  private boolean finished;

  Lz4FrameInput(InputStream source) throws IOException {
    in = new DataInputStream(source);
    int magic = littleEndian();
    if (magic != MAGIC) {
      throw new IOException("no LZ4 frame: starts with 0x%08x".formatted(magic));
    }
    int flags = in.readUnsignedByte();
    int sizeCode = (in.readUnsignedByte() >> 4) & 7;
    if (flags >> 6 != 1 || sizeCode < 4 || (flags & 1) != 0) {
      throw new IOException(
          "an LZ4 frame of flags 0x%02x and block size %d is not understood"
              .formatted(flags, sizeCode));
    }
    blockChecksums = (flags & 0x10) != 0;
    in.skipNBytes((flags & 0x08) != 0 ? 9 : 1);
    int blockSize = 1 << (8 + 2 * sizeCode);
    block = new byte[blockSize];
    window = new byte[HISTORY + blockSize];
  }

  private int littleEndian() throws IOException {
    return Integer.reverseBytes(in.readInt());
  }

  @Override
  public int read() throws IOException {
    return fill() ? window[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(window, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    while (position == end && !finished) {
      nextBlock();
    }
    return position < end;
  }

  private void nextBlock() throws IOException {
    int header = littleEndian();
    if (header == 0) {
      finished = true;
      return;
    }
    int size = header & 0x7FFF_FFFF;
    if (size > block.length) {
      throw new IOException("an LZ4 block of %d bytes, at most %d".formatted(size, block.length));
    }
    in.readFully(block, 0, size);
    if (blockChecksums) {
      in.skipNBytes(4);
    }
    // keeps the last 64 KiB in front of where the next block starts
    System.arraycopy(window, end - HISTORY, window, 0, HISTORY);
    position = HISTORY;
    if (header < 0) {
      System.arraycopy(block, 0, window, HISTORY, size);
      end = HISTORY + size;
    } else {
      end = decode(size);
    }
  }

  /** Decodes the block into the window and says where it ends. */
  private int decode(int size) throws IOException {
    try {
      int from = 0;
      int to = HISTORY;
      while (from < size) {
        int token = block[from++] & 0xFF;
        int literals = token >> 4;
        if (literals == 15) {
          int more;
          do {
            more = block[from++] & 0xFF;
            literals += more;
          } while (more == 255);
        }
        System.arraycopy(block, from, window, to, literals);
        from += literals;
        to += literals;
        if (from >= size) {
          break;
        }
        int distance = (block[from] & 0xFF) | (block[from + 1] & 0xFF) << 8;
        from += 2;
        int length = token & 15;
        if (length == 15) {
          int more;
          do {
            more = block[from++] & 0xFF;
            length += more;
          } while (more == 255);
        }
        to = copyMatch(to, distance, length + MIN_MATCH);
      }
      return to;
    } catch (IndexOutOfBoundsException e) {
      throw new EOFException("an LZ4 block that reaches beyond its bounds");
    }
  }

  private int copyMatch(int to, int distance, int length) throws IOException {
    if (distance == 0) {
      throw new IOException("an LZ4 match of distance 0");
    }
    if (distance >= length) {
      System.arraycopy(window, to - distance, window, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        window[to + i] = window[to + i - distance];
      }
    }
    return to + length;
  }
}
