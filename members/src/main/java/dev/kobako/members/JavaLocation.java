package dev.kobako.members;

import java.nio.ByteBuffer;

/**
 * Where a resource of a Java runtime's modules is, and the parts of its name as offsets in the
 * strings of the index.
 *
 * @param at offset among the locations, by which folders name it
 * @param offset of the resource, behind the index
 * @param packed bytes that it has as it is stored; 0 where it is stored as it is
 * @param size in bytes
 */
record JavaLocation(
    int at, int module, int parent, int base, int extension, long offset, long packed, long size) {
  private static final int MODULE = 1;
  private static final int PARENT = 2;
  private static final int BASE = 3;
  private static final int EXTENSION = 4;
  private static final int OFFSET = 5;
  private static final int PACKED = 6;
  private static final int SIZE = 7;

  /** Reads the attributes at an offset: kind and length in a byte, then the number. */
  static JavaLocation read(ByteBuffer locations, int at) {
    long[] values = new long[SIZE + 1];
    int next = at;
    for (int first = locations.get(next); first >> 3 != 0; first = locations.get(next)) {
      int length = (first & 7) + 1;
      long value = 0;
      for (int i = 1; i <= length; i++) {
        value = value << 8 | (locations.get(next + i) & 0xff);
      }
      values[first >> 3] = value;
      next += 1 + length;
    }
    return new JavaLocation(
        at,
        Math.toIntExact(values[MODULE]),
        Math.toIntExact(values[PARENT]),
        Math.toIntExact(values[BASE]),
        Math.toIntExact(values[EXTENSION]),
        values[OFFSET],
        values[PACKED],
        values[SIZE]);
  }

  /** Whether there is nothing: a slot of the table that no name has. */
  boolean isEmpty() {
    return module == 0 && parent == 0 && base == 0;
  }

  /** The bytes that it takes in the file. */
  long stored() {
    return packed != 0 ? packed : size;
  }

  /** The same resource elsewhere, with its name in other strings. */
  JavaLocation moved(int newAt, JavaStrings strings, long newOffset, long newSize) {
    return new JavaLocation(
        newAt,
        strings.at(module),
        strings.at(parent),
        strings.at(base),
        strings.at(extension),
        newOffset,
        packed,
        newSize);
  }

  /** How many bytes {@link #write} writes. */
  int length() {
    return 1
        + length(module)
        + length(parent)
        + length(base)
        + length(extension)
        + length(offset)
        + length(packed)
        + length(size);
  }

  private static int length(long value) {
    return value == 0 ? 0 : 1 + bytes(value);
  }

  private static int bytes(long value) {
    return (64 - Long.numberOfLeadingZeros(value) + 7) / 8;
  }

  /** Writes the attributes; those that are 0 are left out. */
  void write(ByteBuffer target) {
    write(target, MODULE, module);
    write(target, PARENT, parent);
    write(target, BASE, base);
    write(target, EXTENSION, extension);
    write(target, OFFSET, offset);
    write(target, PACKED, packed);
    write(target, SIZE, size);
    target.put((byte) 0);
  }

  private static void write(ByteBuffer target, int kind, long value) {
    if (value != 0) {
      int length = bytes(value);
      target.put((byte) (kind << 3 | (length - 1)));
      for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
        target.put((byte) (value >> shift));
      }
    }
  }
}
