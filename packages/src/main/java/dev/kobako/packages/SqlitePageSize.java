package dev.kobako.packages;

import java.util.Optional;

/**
 * How the pages of an SQLite database are divided (fileformat2, "B-tree Pages").
 *
 * @param bytes of a page, a power of two
 * @param usable what is not reserved for extensions
 */
record SqlitePageSize(int bytes, int usable) {
  private static final int SMALLEST = 512;
  private static final int LARGEST = 1 << 16;

  /** The format's own limit. */
  private static final int LEAST_USABLE = 480;

  /** The sizes; empty for what the format does not allow. */
  static Optional<SqlitePageSize> of(int bytes, int reserved) {
    return Integer.bitCount(bytes) != 1
            || bytes < SMALLEST
            || bytes > LARGEST
            || bytes - reserved < LEAST_USABLE
        ? Optional.empty()
        : Optional.of(new SqlitePageSize(bytes, bytes - reserved));
  }

  /** How many bytes of a row lie in its tree; the rest is in overflow pages. */
  int local(int payload, boolean ofTable) {
    int most = ofTable ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (payload <= most) {
      return payload;
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int fitting = least + (payload - least) % (usable - 4);
    return fitting <= most ? fitting : least;
  }
}
