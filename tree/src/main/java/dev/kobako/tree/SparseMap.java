package dev.kobako.tree;

import java.util.Arrays;

/**
 * Which stretches of a sparse file a tar holds; all between them is zeros. Filled while reading,
 * then checked once.
 */
final class SparseMap {
  private static final int MAX_STRETCHES = 1 << 18;

  private final TarPlace place;
  private long[] offsets = new long[8];
  private long[] lengths = new long[8];
  private int count;

  SparseMap(TarPlace place) {
    this.place = place;
  }

  /** Adds a stretch; empty ones, which mark the end of a file, are left out. */
  void add(long offset, long length) {
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw place.finding("a sparse stretch at " + offset + " of " + length + " bytes");
    }
    if (length == 0) {
      return;
    }
    if (count == MAX_STRETCHES) {
      throw place.finding("a sparse map of more than " + MAX_STRETCHES + " stretches");
    }
    long end = count == 0 ? 0 : offsets[count - 1] + lengths[count - 1];
    if (offset < end) {
      throw place.finding(
          "a sparse stretch at " + offset + " after one that ends at " + end + ", expected order");
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    offsets[count] = offset;
    lengths[count] = length;
    count++;
  }

  /**
   * The file as a content.
   *
   * @param stored all stretches, one after the other
   * @param realSize length of the file with its holes
   */
  SparseContent over(SliceContent stored, long realSize) {
    if (realSize < 0 || realSize > TarLimits.MAX_FILE_SIZE) {
      throw place.finding(
          "a sparse file of " + realSize + " bytes, expected at most " + TarLimits.MAX_FILE_SIZE);
    }
    long end = count == 0 ? 0 : offsets[count - 1] + lengths[count - 1];
    if (end > realSize) {
      throw place.finding(
          "a sparse stretch that ends at " + end + " in a file of " + realSize + " bytes");
    }
    long sum = Arrays.stream(lengths, 0, count).sum();
    if (sum != stored.size()) {
      throw place.finding(
          "sparse stretches of " + sum + " bytes, but the tar holds " + stored.size());
    }
    return new SparseContent(
        stored, Arrays.copyOf(offsets, count), Arrays.copyOf(lengths, count), realSize);
  }
}
