package dev.kobako.tree;

import java.util.Arrays;

/**
 * One header block of a tar, as POSIX.1-1988 ("ustar"), GNU tar, star or the seventh edition of
 * Unix lay it out: <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">the
 * GNU manual's description</a>.
 */
final class TarHeader {
  static final int BLOCK = 512;

  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_WIDTH = 8;

  private enum Format {
    V7,
    USTAR,
    STAR,
    GNU
  }

  private final byte[] block;
  private final TarPlace place;
  private final Format format;

  /** A view of {@code block}, which must stay as it is while the view is used. */
  TarHeader(byte[] block, TarPlace place) {
    this.block = block;
    this.place = place;
    this.format = format();
  }

  /** Whether a block is all zero, which ends a tar. */
  static boolean isEnd(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Old tars summed signed bytes, so either sum is right. */
  void requireChecksum() {
    int unsigned = CHECKSUM_WIDTH * ' ';
    int signed = unsigned;
    for (int i = 0; i < BLOCK; i++) {
      unsigned += block[i] & 0xFF;
      signed += block[i];
    }
    // Its own bytes count as spaces.
    for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_WIDTH; i++) {
      unsigned -= block[i] & 0xFF;
      signed -= block[i];
    }
    long written = number(CHECKSUM, CHECKSUM_WIDTH, "checksum");
    if (written != unsigned && written != signed) {
      throw place.finding("header with checksum " + written + ", expected " + unsigned);
    }
  }

  char type() {
    return (char) (block[156] & 0xFF);
  }

  /** Prefix and name, as text that keeps every byte. */
  String name() {
    String name = text(0, 100);
    int prefixWidth =
        switch (format) {
          case USTAR -> 155;
          case STAR -> 131;
          case V7, GNU -> 0;
        };
    String prefix = text(345, prefixWidth);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  String linkName() {
    return text(157, 100);
  }

  int mode() {
    return (int) (number(100, 8, "mode") & 07777);
  }

  long uid() {
    return number(108, 8, "uid");
  }

  long gid() {
    return number(116, 8, "gid");
  }

  long size() {
    long size = number(124, 12, "size");
    if (size < 0) {
      throw place.finding("a size of " + size + " bytes, expected 0 or more");
    }
    return size;
  }

  long mtime() {
    return number(136, 12, "mtime");
  }

  long major() {
    return format == Format.V7 ? 0 : number(329, 8, "device number");
  }

  long minor() {
    return format == Format.V7 ? 0 : number(337, 8, "device number");
  }

  /** The sparse map of an old GNU sparse file: four pairs, then whether more blocks follow. */
  boolean addSparse(SparseMap map) {
    addSparse(block, 386, 4, map);
    return block[482] != 0;
  }

  /** The same for a block that continues the map: 21 pairs. */
  boolean addMoreSparse(SparseMap map) {
    addSparse(block, 0, 21, map);
    return block[504] != 0;
  }

  long sparseRealSize() {
    return number(483, 12, "real size");
  }

  private void addSparse(byte[] bytes, int offset, int pairs, SparseMap map) {
    for (int i = 0; i < pairs; i++) {
      int at = offset + 24 * i;
      if (bytes[at] == 0) {
        return;
      }
      map.add(number(at, 12, "sparse offset"), number(at + 12, 12, "sparse length"));
    }
  }

  private Format format() {
    if (matches(257, "ustar  \0")) {
      return Format.GNU;
    }
    if (!matches(257, "ustar\0")) {
      return Format.V7;
    }
    return matches(508, "tar\0") ? Format.STAR : Format.USTAR;
  }

  private boolean matches(int offset, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (block[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text(int offset, int width) {
    int end = offset;
    while (end < offset + width && block[end] != 0) {
      end++;
    }
    return PathBytes.decode(block, offset, end - offset);
  }

  /** Octal digits amid spaces and NULs, or GNU's base 256. An empty field is 0. */
  private long number(int offset, int width, String what) {
    if ((block[offset] & 0x80) != 0) {
      return base256(offset, width, what);
    }
    int i = offset;
    int end = offset + width;
    while (i < end && (block[i] == ' ' || block[i] == 0)) {
      i++;
    }
    long value = 0;
    for (; i < end && block[i] != ' ' && block[i] != 0; i++) {
      if (block[i] < '0' || block[i] > '7') {
        String seen = PathBytes.decode(Arrays.copyOfRange(block, offset, end));
        throw place.finding("a " + what + " of '" + Printable.text(seen) + "', expected octal");
      }
      value = value << 3 | (block[i] - '0');
    }
    return value;
  }

  private long base256(int offset, int width, String what) {
    boolean negative = (block[offset] & 0x40) != 0;
    // The first byte has the mark in its highest bit and the sign in the next one.
    long value = negative ? block[offset] : block[offset] & 0x3F;
    for (int i = offset + 1; i < offset + width; i++) {
      if (value < Long.MIN_VALUE >> 8 || value > Long.MAX_VALUE >> 8) {
        throw place.finding("a " + what + " of more than 63 bits");
      }
      value = value << 8 | (block[i] & 0xFF);
    }
    return value;
  }
}
