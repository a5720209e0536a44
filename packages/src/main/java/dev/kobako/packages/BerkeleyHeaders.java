package dev.kobako.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The headers in a {@code Packages} of Berkeley DB, as rpm had it up to Fedora 32 and RHEL 8: a
 * hash table whose pages hold keys and values in turn, long values in chains of overflow pages
 * (Berkeley DB's {@code dbinc/db_page.h}; rpm reads it in {@code lib/backend/bdb_ro.cc}). Its byte
 * order is that of the machine that made it.
 *
 * <p>Where a key lies does not matter to who wants them all, so the pages are gone through in turn.
 * The value of key 0 counts the packages.
 */
final class BerkeleyHeaders implements StoredHeaders {
  static final int MAGIC_OFFSET = 12;
  static final int MAGIC = 0x061561;
  private static final int META = 72;
  private static final int PAGE_HEAD = 26;
  private static final int HASH_UNSORTED = 2;
  private static final int HASH = 13;
  private static final int OVERFLOW = 7;
  private static final int KEY_DATA = 1;
  private static final int OFF_PAGE = 3;
  private static final int OFF_PAGE_LENGTH = 12;

  private final DatabaseFile file;
  private final BitSet used = new BitSet();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int pageSize;

  /** The page that goes on where the last one ended. */
  private int next;

  BerkeleyHeaders(DatabaseFile file) {
    this.file = file;
  }

  @Override
  public void forEach(Sink sink) throws IOException {
    forEachValue((number, value) -> {
      if (number != 0) {
        sink.take(number, value);
      }
    });
  }

  @Override
  public byte[] reduced(RpmReduction reduction) throws IOException {
    SortedMap<Integer, byte[]> values = new TreeMap<>();
    forEachValue((number, value) -> {
      if (number == 0) {
        values.put(number, value);
      } else if (reduction.keeps(number)) {
        reduction.reduce(number, value, 0);
        values.put(number, value);
      }
    });
    return new BerkeleyWriter(page(0), file).bytes(values);
  }

  private void forEachValue(Sink sink) throws IOException {
    ByteBuffer meta = file.piece(0, META, ByteOrder.LITTLE_ENDIAN);
    if (meta.getInt(MAGIC_OFFSET) != MAGIC) {
      order = ByteOrder.BIG_ENDIAN;
      meta.order(order);
    }
    pageSize = meta.getInt(20);
    if (meta.getInt(MAGIC_OFFSET) != MAGIC
        || Integer.bitCount(pageSize) != 1
        || pageSize < 512
        || pageSize > 1 << 16) {
      throw file.damaged("no hash of Berkeley DB, or with pages of %d bytes".formatted(pageSize));
    }
    if (meta.get(24) != 0) {
      throw file.damaged("it is encrypted");
    }
    long last = Integer.toUnsignedLong(meta.getInt(32));
    if (last >= file.size() / pageSize) {
      throw file.damaged("%d pages, more than are there".formatted(last + 1));
    }
    for (int number = 1; number <= last; number++) {
      ByteBuffer page = page(number);
      if (page.get(25) == HASH || page.get(25) == HASH_UNSORTED) {
        hashPage(page, sink);
      }
    }
  }

  private ByteBuffer page(int number) throws IOException {
    return file.piece(Integer.toUnsignedLong(number) * pageSize, pageSize, order);
  }

  private void hashPage(ByteBuffer page, Sink sink) throws IOException {
    int entries = Short.toUnsignedInt(page.getShort(20));
    if (PAGE_HEAD + 2 * entries > pageSize) {
      throw file.damaged("a page with %d entries".formatted(entries));
    }
    int end = pageSize;
    int key = 0;
    for (int i = 0; i < entries; i++) {
      int start = Short.toUnsignedInt(page.getShort(PAGE_HEAD + 2 * i));
      if (start < PAGE_HEAD + 2 * entries || start >= end) {
        throw file.damaged("an entry from %d to %d of a page".formatted(start, end));
      }
      if (i % 2 == 0) {
        key = key(page, start, end);
      } else {
        sink.take(key, value(page, start, end));
      }
      end = start;
    }
  }

  private int key(ByteBuffer page, int start, int end) {
    if (page.get(start) != KEY_DATA || end - start != 5) {
      throw file.damaged("a key that is no number of a package");
    }
    return page.getInt(start + 1);
  }

  private byte[] value(ByteBuffer page, int start, int end) throws IOException {
    int type = page.get(start);
    if (type == KEY_DATA) {
      byte[] value = file.entry(end - start - 1L);
      page.get(start + 1, value);
      return value;
    }
    if (type != OFF_PAGE || end - start < OFF_PAGE_LENGTH) {
      throw file.damaged("a value of type %d".formatted(type));
    }
    byte[] value = file.entry(Integer.toUnsignedLong(page.getInt(start + 8)));
    int number = page.getInt(start + 4);
    int filled = 0;
    while (filled < value.length) {
      filled += overflow(number, value, filled);
      number = next;
    }
    return value;
  }

  /** Copies what one page of a chain has, which is of that chain alone. */
  private int overflow(int number, byte[] value, int filled) throws IOException {
    ByteBuffer page = page(number);
    int length = Short.toUnsignedInt(page.getShort(22));
    if (page.get(25) != OVERFLOW
        || length == 0
        || length > Math.min(pageSize - PAGE_HEAD, value.length - filled)
        || used.get(number)) {
      throw file.damaged("page %d is no part of a value".formatted(number));
    }
    used.set(number);
    page.get(PAGE_HEAD, value, filled, length);
    next = page.getInt(16);
    return length;
  }
}
