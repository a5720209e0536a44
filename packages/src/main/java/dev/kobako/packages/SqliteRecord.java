package dev.kobako.packages;

import dev.kobako.tree.PathBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A row of an SQLite table: its columns, each a number, a text, bytes or nothing (fileformat2,
 * "Record Format").
 */
final class SqliteRecord {
  /** How many bytes a number of variable length takes at most. */
  static final int LONGEST_VARINT = 9;

  /** As many columns as SQLite allows by default; rpm's tables have four at most. */
  private static final int MOST_COLUMNS = 2000;

  private final byte[] payload;
  private final long[] types;
  private final int[] starts;

  private SqliteRecord(byte[] payload, long[] types, int[] starts) {
    this.payload = payload;
    this.types = types;
    this.starts = starts;
  }

  /** The row; empty where it is damaged. */
  static Optional<SqliteRecord> of(byte[] payload) {
    // a number at the end may be cut off, and then counts as if zeros came behind it
    ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(payload, payload.length + LONGEST_VARINT));
    long head = varint(in);
    if (head < 1 || head > payload.length) {
      return Optional.empty();
    }
    int most = (int) Math.min(head, MOST_COLUMNS);
    long[] types = new long[most];
    int[] starts = new int[most];
    long start = head;
    int columns = 0;
    while (in.position() < head && columns < most) {
      long type = varint(in);
      long length = length(type);
      if (length < 0 || length > payload.length - start) {
        return Optional.empty();
      }
      types[columns] = type;
      starts[columns++] = (int) start;
      start += length;
    }
    return Optional.of(
        new SqliteRecord(payload, Arrays.copyOf(types, columns), Arrays.copyOf(starts, columns)));
  }

  private static long length(long type) {
    if (type < 0) {
      return -1;
    }
    if (type >= 12) {
      return (type - 12) / 2;
    }
    return switch ((int) type) {
      case 1, 2, 3, 4 -> type;
      case 5 -> 6;
      case 6, 7 -> 8;
      case 10, 11 -> -1;
      default -> 0;
    };
  }

  int columns() {
    return types.length;
  }

  /** The number in a column; 0 where there is none. */
  long number(int column) {
    long type = types[column];
    if (type < 1 || type > 6) {
      return type == 9 ? 1 : 0;
    }
    int length = (int) length(type);
    long value = payload[starts[column]];
    for (int i = 1; i < length; i++) {
      value = (value << 8) | (payload[starts[column] + i] & 0xFF);
    }
    return value;
  }

  /** The text in a column; empty where there is none. */
  String text(int column) {
    return types[column] < 13 || types[column] % 2 == 0
        ? ""
        : PathBytes.decode(payload, starts[column], (int) length(types[column]));
  }

  /** The bytes in a column; none where there is something else. */
  byte[] bytes(int column) {
    return types[column] < 12 || types[column] % 2 == 1
        ? new byte[0]
        : Arrays.copyOfRange(payload, starts[column], starts[column] + (int) length(types[column]));
  }

  /** Where a column begins in the row. */
  int start(int column) {
    return starts[column];
  }

  /** The row with a number in a column. */
  byte[] with(int column, int number) {
    ByteBuffer head = ByteBuffer.allocate(types.length * LONGEST_VARINT);
    ByteBuffer body = ByteBuffer.allocate(payload.length + Integer.BYTES);
    for (int i = 0; i < types.length; i++) {
      if (i == column) {
        putVarint(head, Integer.BYTES);
        body.putInt(number);
      } else {
        putVarint(head, types[i]);
        body.put(payload, starts[i], (int) length(types[i]));
      }
    }
    // the length of the head counts itself
    int own = head.position() + 1 > 0x7F ? 2 : 1;
    ByteBuffer row = ByteBuffer.allocate(own + head.position() + body.position());
    putVarint(row, own + head.position());
    return row.put(head.flip()).put(body.flip()).array();
  }

  /** Writes a number of variable length. */
  static void putVarint(ByteBuffer out, long value) {
    if (value >>> 56 != 0) {
      for (int shift = 57; shift >= 8; shift -= 7) {
        out.put((byte) (0x80 | (value >>> shift)));
      }
      out.put((byte) value);
      return;
    }
    int length = 1;
    while (value >>> (7 * length) != 0) {
      length++;
    }
    for (int i = length - 1; i >= 0; i--) {
      out.put((byte) ((i == 0 ? 0 : 0x80) | ((value >>> (7 * i)) & 0x7F)));
    }
  }

  /** A number of variable length: seven bits a byte, of a ninth byte all eight. */
  static long varint(ByteBuffer in) {
    long value = 0;
    for (int i = 1; i < LONGEST_VARINT; i++) {
      byte next = in.get();
      value = (value << 7) | (next & 0x7F);
      if (next >= 0) {
        return value;
      }
    }
    return (value << 8) | (in.get() & 0xFF);
  }
}
