package dev.kobako.build;

import java.io.IOException;

/** The Huffman code of a part of a bzip2 block. */
final class Bzip2Codes {
  private static final int LONGEST = 20;

  /** By length: the first code that is longer, how codes of it map to places in the order. */
  private final int[] limits = new int[LONGEST + 2];

  private final int[] bases = new int[LONGEST + 2];
  private final int[] symbols;
  private final int shortest;

  private Bzip2Codes(int[] lengths) {
    symbols = new int[lengths.length];
    int[] counts = new int[LONGEST + 2];
    for (int length : lengths) {
      counts[length]++;
    }
    int next = 0;
    int code = 0;
    int first = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          symbols[next++] = symbol;
        }
      }
      code <<= 1;
      bases[length] = code - (next - counts[length]);
      code += counts[length];
      limits[length] = code;
      first = first == 0 && counts[length] > 0 ? length : first;
    }
    shortest = first;
  }

  /** Reads the lengths of the codes of {@code size} symbols: each by its difference. */
  static Bzip2Codes read(Bzip2Bits in, int size) throws IOException {
    int[] lengths = new int[size];
    int length = (int) in.bits(5);
    for (int symbol = 0; symbol < size; symbol++) {
      while (true) {
        if (length < 1 || length > LONGEST) {
          throw new IOException("a bzip2 code of " + length + " bits");
        }
        if (!in.bit()) {
          break;
        }
        length += in.bit() ? -1 : 1;
      }
      lengths[symbol] = length;
    }
    return new Bzip2Codes(lengths);
  }

  /** The next symbol. */
  int next(Bzip2Bits in) throws IOException {
    int code = (int) in.bits(shortest);
    for (int length = shortest; ; length++) {
      if (code < limits[length]) {
        int place = code - bases[length];
        if (place >= 0 && place < symbols.length) {
          return symbols[place];
        }
      }
      if (length == LONGEST) {
        throw new IOException("a bzip2 code that stands for nothing");
      }
      code = code << 1 | (int) in.bits(1);
    }
  }
}
