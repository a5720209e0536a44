package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.HostStat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Files of a folder with the digests that they had, sorted by inode number, in one array of numbers
 * that is as it is on disk. A lookup makes no object, for a build makes a hundred thousand of them
 * before the JVM has compiled anything.
 *
 * <p>Found by number alone, a file could be another one where numbers are given anew at each mount.
 * Therefore a record holds its path's hash as well.
 */
final class DigestTable {
  /** So many records are kept: they take 40 MB. */
  static final int MAX_RECORDS = 500_000;

  static final DigestTable EMPTY = new DigestTable(new long[0]);

  private static final long MAGIC = 0x3176_6f6b_6162_6f6bL;
  private static final int HEADER_WORDS = 3;
  private static final int WORDS = 10;
  private static final int DEVICE = 1;
  private static final int SIZE = 2;
  private static final int CHANGED = 3;
  private static final int TOUCHED = 4;

  /** The hash of the path above, then the day of last use, then a bit that means nothing. */
  private static final int PLACE = 5;

  private static final int HASH = 6;
  private static final int DAY_SHIFT = 1;
  private static final int DAY_MASK = 0x7fff_ffff;

  private static final Comparator<long[]> BY_INODE = (a, b) -> Long.compare(a[0], b[0]);

  private final long[] words;

  private DigestTable(long[] words) {
    this.words = words;
  }

  /** Reads what {@link #bytes} gives; empty for anything else. */
  static Optional<DigestTable> parse(ByteBuffer file) {
    LongBuffer all = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    if (all.remaining() < HEADER_WORDS
        || all.get() != MAGIC
        || all.get() != all.remaining() - 1
        || (all.remaining() - 1) % WORDS != 0
        || all.get() != checksum(file.duplicate().position(HEADER_WORDS * Long.BYTES))) {
      return Optional.empty();
    }
    long[] words = new long[all.remaining()];
    all.get(words);
    return Optional.of(new DigestTable(words));
  }

  private static long checksum(ByteBuffer records) {
    CRC32 crc = new CRC32();
    crc.update(records);
    return crc.getValue();
  }

  /** The table as a file. */
  ByteBuffer bytes() {
    ByteBuffer file =
        ByteBuffer.allocate((HEADER_WORDS + words.length) * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.asLongBuffer().position(HEADER_WORDS).put(words);
    file.putLong(0, MAGIC);
    file.putLong(Long.BYTES, words.length);
    file.putLong(2 * Long.BYTES, checksum(file.duplicate().position(HEADER_WORDS * Long.BYTES)));
    return file;
  }

  /** A record to be put into a table. */
  static long[] record(HostStat stat, int place, byte[] sha256, int day) {
    long[] record = new long[WORDS];
    record[0] = stat.inode();
    record[DEVICE] = stat.device();
    record[SIZE] = stat.size();
    record[CHANGED] = stat.changed();
    record[TOUCHED] = stat.touched();
    record[PLACE] = (long) place << 32 | (long) day << DAY_SHIFT;
    ByteBuffer.wrap(sha256).asLongBuffer().get(record, HASH, WORDS - HASH);
    return record;
  }

  int size() {
    return words.length / WORDS;
  }

  /** The number of the record of a file that is still the same; -1 where there is none. */
  int find(HostStat stat, int place) {
    int low = 0;
    int high = size();
    long inode = stat.inode();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (words[middle * WORDS] < inode) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < size() && words[i * WORDS] == inode; i++) {
      int at = i * WORDS;
      if (words[at + TOUCHED] == stat.touched()
          && words[at + CHANGED] == stat.changed()
          && words[at + SIZE] == stat.size()
          && words[at + DEVICE] == stat.device()
          && (int) (words[at + PLACE] >>> 32) == place) {
        return i;
      }
    }
    return -1;
  }

  /** The digest that a record holds. */
  Digest digest(int record) {
    return new Digest("sha256", HexFormat.of().formatHex(sha256(record)));
  }

  /** The bytes of the digest that a record holds. */
  byte[] sha256(int record) {
    byte[] bytes = new byte[(WORDS - HASH) * Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[record * WORDS + HASH + i / 8] >>> (56 - 8 * (i % 8)));
    }
    return bytes;
  }

  /** The day, counted from 1970, on which a record was said to be in use. */
  int day(int record) {
    return (int) words[record * WORDS + PLACE] >>> DAY_SHIFT;
  }

  /**
   * This table with other records.
   *
   * @param added take the place of records of the same file
   * @param used what was found in this table, by number, is of {@code today}
   * @param oldest records that were used before that day are left out
   */
  DigestTable with(List<long[]> added, boolean[] used, int today, int oldest) {
    List<long[]> fresh = new ArrayList<>(added);
    fresh.sort(BY_INODE);
    int room = MAX_RECORDS - Math.min(fresh.size(), MAX_RECORDS);
    List<long[]> merged = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < size(); i++) {
      long[] old = new long[WORDS];
      System.arraycopy(words, i * WORDS, old, 0, WORDS);
      while (next < fresh.size() && fresh.get(next)[0] < old[0]) {
        merged.add(fresh.get(next++));
      }
      boolean replaced = next < fresh.size() && isSameFile(fresh.get(next), old);
      if (!replaced && room > 0 && (used[i] || day(i) >= oldest)) {
        if (used[i]) {
          long place = old[PLACE] & ~((long) DAY_MASK << DAY_SHIFT);
          old[PLACE] = place | ((long) today << DAY_SHIFT);
        }
        merged.add(old);
        room--;
      }
    }
    merged.addAll(fresh.subList(next, fresh.size()));
    int count = Math.min(merged.size(), MAX_RECORDS);
    long[] all = new long[count * WORDS];
    for (int i = 0; i < count; i++) {
      System.arraycopy(merged.get(i), 0, all, i * WORDS, WORDS);
    }
    return new DigestTable(all);
  }

  private static boolean isSameFile(long[] one, long[] other) {
    return one[0] == other[0]
        && one[DEVICE] == other[DEVICE]
        && one[PLACE] >>> 32 == other[PLACE] >>> 32;
  }
}
