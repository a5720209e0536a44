package dev.kobako.build;

import java.io.IOException;

/**
 * A block of a bzip2 stream, unpacked but for its outermost run lengths: up to 900,000 bytes whose
 * Burrows-Wheeler transform is undone as they are asked for.
 */
final class Bzip2Block {
  private static final int GROUP = 50;
  private static final int MOST_SELECTORS = 18_002;

  private final int[] chain;
  private final int size;
  private int place;
  private int given;

  private Bzip2Block(int[] chain, int size, int start) {
    this.chain = chain;
    this.size = size;
    this.place = size == 0 ? 0 : chain[start] >>> 8;
  }

  /** The next byte; -1 at the end. */
  int next() {
    if (given == size) {
      return -1;
    }
    given++;
    int entry = chain[place];
    place = entry >>> 8;
    return entry & 0xff;
  }

  /**
   * Reads a block after its checksum.
   *
   * @param capacity how many bytes it may have
   */
  static Bzip2Block read(Bzip2Bits in, int capacity) throws IOException {
    if (in.bit()) {
      throw new IOException(
          "a bzip2 block of the randomised kind, which has not been made since 1997");
    }
    int start = (int) in.bits(24);
    int[] used = usedBytes(in);
    Bzip2Codes[] codes = new Bzip2Codes[(int) in.bits(3)];
    if (used.length == 0 || codes.length < 2 || codes.length > 6) {
      throw new IOException("a bzip2 block without codes");
    }
    int[] selectors = selectors(in, codes.length);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Bzip2Codes.read(in, used.length + 2);
    }
    int[] bytes = new int[capacity];
    int size = symbols(in, codes, selectors, used, bytes);
    if (start >= size) {
      throw new IOException("a bzip2 block that starts after its end");
    }
    return new Bzip2Block(chain(bytes, size), size, start);
  }

  /** Which bytes occur: sixteen groups of sixteen. */
  private static int[] usedBytes(Bzip2Bits in) throws IOException {
    int[] used = new int[256];
    int count = 0;
    int groups = (int) in.bits(16);
    for (int group = 0; group < 16; group++) {
      if ((groups & 0x8000 >> group) != 0) {
        int members = (int) in.bits(16);
        for (int member = 0; member < 16; member++) {
          if ((members & 0x8000 >> member) != 0) {
            used[count++] = group * 16 + member;
          }
        }
      }
    }
    return java.util.Arrays.copyOf(used, count);
  }

  /** Which code is used for each group of symbols, moved to front. */
  private static int[] selectors(Bzip2Bits in, int codes) throws IOException {
    int count = (int) in.bits(15);
    if (count == 0) {
      throw new IOException("a bzip2 block without selectors");
    }
    int[] front = {0, 1, 2, 3, 4, 5};
    int[] selectors = new int[Math.min(count, MOST_SELECTORS)];
    for (int i = 0; i < count; i++) {
      int index = 0;
      while (in.bit()) {
        if (++index >= codes) {
          throw new IOException("a bzip2 selector of a code that there isn't");
        }
      }
      int chosen = moveToFront(front, index);
      if (i < selectors.length) {
        selectors[i] = chosen; // some programs write more than can be used
      }
    }
    return selectors;
  }

  private static int moveToFront(int[] list, int index) {
    int value = list[index];
    System.arraycopy(list, 0, list, 1, index);
    list[0] = value;
    return value;
  }

  /** Fills {@code bytes}; gives their number. */
  private static int symbols(
      Bzip2Bits in, Bzip2Codes[] codes, int[] selectors, int[] front, int[] bytes)
      throws IOException {
    int end = front.length + 1;
    int size = 0;
    long run = 0;
    long weight = 1;
    for (int count = 0; ; count++) {
      if (count / GROUP >= selectors.length) {
        throw new IOException("a bzip2 block without end");
      }
      int symbol = codes[selectors[count / GROUP]].next(in);
      if (symbol <= 1) {
        run += weight << symbol;
        weight <<= 1;
        if (run > bytes.length) {
          throw tooLong();
        }
        continue;
      }
      if (run > bytes.length - size) {
        throw tooLong();
      }
      java.util.Arrays.fill(bytes, size, size + (int) run, front[0]);
      size += (int) run;
      run = 0;
      weight = 1;
      if (symbol == end) {
        return size;
      }
      if (size == bytes.length) {
        throw tooLong();
      }
      bytes[size++] = moveToFront(front, symbol - 1);
    }
  }

  private static IOException tooLong() {
    return new IOException("a bzip2 block that is longer than its stream says");
  }

  /** Each byte with the place of the one that follows it. */
  private static int[] chain(int[] bytes, int size) {
    int[] starts = new int[257];
    for (int i = 0; i < size; i++) {
      starts[bytes[i] + 1]++;
    }
    for (int i = 0; i < 256; i++) {
      starts[i + 1] += starts[i];
    }
    for (int i = 0; i < size; i++) {
      int value = bytes[i] & 0xff;
      bytes[starts[value]++] |= i << 8;
    }
    return bytes;
  }
}
