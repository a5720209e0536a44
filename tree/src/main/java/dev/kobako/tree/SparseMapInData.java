package dev.kobako.tree;

import java.io.IOException;
import java.io.InputStream;

/**
 * GNU's sparse format 1.0, which puts the map before the data: the number of stretches, then offset
 * and length of each, every number in decimal on a line of its own; filled up to a whole block.
 *
 * @param map what was read
 * @param stored the data after it
 */
record SparseMapInData(SparseMap map, SliceContent stored) {
  private static final int MAX_DIGITS = 18;

  static SparseMapInData read(SliceContent content, TarPlace place) throws IOException {
    SparseMap map = new SparseMap(place);
    try (InputStream in = content.open()) {
      Lines lines = new Lines(in, place);
      long stretches = lines.number();
      for (long i = 0; i < stretches; i++) {
        long offset = lines.number();
        map.add(offset, lines.number());
      }
      long blocks = (lines.read + TarHeader.BLOCK - 1) / TarHeader.BLOCK;
      long mapSize = Math.min(blocks * TarHeader.BLOCK, content.size());
      return new SparseMapInData(
          map,
          new SliceContent(content.tar(), content.offset() + mapSize, content.size() - mapSize));
    }
  }

  SparseContent over(long realSize) {
    return map.over(stored, realSize);
  }

  private static final class Lines {
    private final InputStream in;
    private final TarPlace place;
    private long read;

    Lines(InputStream in, TarPlace place) {
      this.in = in;
      this.place = place;
    }

    long number() throws IOException {
      long value = 0;
      for (int digits = 0; digits <= MAX_DIGITS; digits++) {
        int c = in.read();
        read++;
        if (c == '\n' && digits > 0) {
          return value;
        }
        if (c < '0' || c > '9') {
          break;
        }
        value = 10 * value + c - '0';
      }
      throw place.finding("a sparse map with a line that is no number");
    }
  }
}
