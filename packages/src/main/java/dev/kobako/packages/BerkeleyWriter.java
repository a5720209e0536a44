package dev.kobako.packages;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a hash table of Berkeley DB with as few buckets as it can have, two: its users find a few
 * hundred packages in them as well (Berkeley DB's {@code dbinc/hash.h}, {@code dbinc/db_page.h}).
 */
final class BerkeleyWriter {
  private static final int BUCKETS = 2;
  private static final int PAGE_HEAD = 26;
  private static final int HASH = 13;
  private static final int OVERFLOW = 7;
  private static final int KEY_DATA = 1;
  private static final int OFF_PAGE = 3;
  private static final int OFF_PAGE_LENGTH = 12;
  private static final int SPARES = 96;
  private static final int SPARES_COUNT = 32;

  /** A prime number, as the hash of Fowler, Noll and Vo multiplies by. */
  private static final int PRIME = 16777619;

  private final ByteBuffer meta;
  private final DatabaseFile file;
  private final int pageSize;
  private final List<ByteBuffer> pages = new ArrayList<>();

  /**
   * A writer.
   *
   * @param meta the first page of another table, whose settings and byte order are taken over
   * @param file that table's
   */
  BerkeleyWriter(ByteBuffer meta, DatabaseFile file) {
    this.meta = meta;
    this.file = file;
    this.pageSize = meta.capacity();
    pages.add(meta);
    for (int i = 1; i <= BUCKETS; i++) {
      addPage(HASH);
    }
  }

  /** The table with these values under numbers; those of up to four bytes lie beside their keys. */
  byte[] bytes(SortedMap<Integer, byte[]> values) {
    List<SortedMap<byte[], byte[]>> buckets = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new TreeMap<>(Arrays::compareUnsigned));
    }
    values.forEach((number, value) -> {
      byte[] key = ByteBuffer.allocate(Integer.BYTES).order(meta.order()).putInt(number).array();
      buckets.get(hash(key) & (BUCKETS - 1)).put(key, item(value));
    });
    for (int i = 0; i < BUCKETS; i++) {
      bucket(i + 1, buckets.get(i));
    }
    meta.putInt(28, 0).putInt(32, pages.size() - 1);
    meta.putInt(72, BUCKETS - 1).putInt(76, BUCKETS - 1).putInt(80, (BUCKETS - 1) >> 1);
    meta.putInt(88, values.size());
    for (int i = 0; i < SPARES_COUNT; i++) {
      meta.putInt(SPARES + Integer.BYTES * i, i < BUCKETS ? 1 : 0);
    }
    ByteBuffer out = ByteBuffer.allocate(pages.size() * pageSize);
    pages.forEach(page -> out.put(page.clear()));
    return out.array();
  }

  private static int hash(byte[] key) {
    int hash = 0;
    for (byte each : key) {
      hash = (hash * PRIME) ^ Byte.toUnsignedInt(each);
    }
    return hash;
  }

  private int addPage(int type) {
    file.requireRoom(pages.size() + 1L, pageSize);
    ByteBuffer page = ByteBuffer.allocate(pageSize).order(meta.order());
    page.putInt(8, pages.size()).putShort(22, (short) pageSize).put(25, (byte) type);
    pages.add(page);
    return pages.size() - 1;
  }

  /** What stands for a value beside its key. */
  private byte[] item(byte[] value) {
    if (value.length <= Integer.BYTES) {
      byte[] item = new byte[1 + value.length];
      item[0] = KEY_DATA;
      System.arraycopy(value, 0, item, 1, value.length);
      return item;
    }
    ByteBuffer item = ByteBuffer.allocate(OFF_PAGE_LENGTH).order(meta.order());
    item.put((byte) OFF_PAGE).putInt(4, pages.size()).putInt(8, value.length);
    int before = 0;
    for (int at = 0; at < value.length; at += pageSize - PAGE_HEAD) {
      int number = addPage(OVERFLOW);
      int length = Math.min(pageSize - PAGE_HEAD, value.length - at);
      // a value is in use once, and its pages say how much of them is
      ByteBuffer page = pages.get(number).putInt(12, before).putShort(20, (short) 1);
      page.putShort(22, (short) length).put(PAGE_HEAD, value, at, length);
      link(before, number);
      before = number;
    }
    return item.array();
  }

  /** Lets a page go on at another one. */
  private void link(int from, int to) {
    if (from != 0) {
      pages.get(from).putInt(16, to);
    }
  }

  /** Keys and values in turn, from the ends of pages down, the keys of each page sorted. */
  private void bucket(int first, SortedMap<byte[], byte[]> items) {
    int number = first;
    int end = pageSize;
    int entries = 0;
    for (Map.Entry<byte[], byte[]> each : items.entrySet()) {
      int length = 1 + each.getKey().length + each.getValue().length;
      if (PAGE_HEAD + 2 * (entries + 2) > end - length) {
        int next = addPage(HASH);
        pages.get(next).putInt(12, number);
        link(number, next);
        number = next;
        end = pageSize;
        entries = 0;
      }
      ByteBuffer page = pages.get(number);
      end -= 1 + each.getKey().length;
      page.put(end, (byte) KEY_DATA).put(end + 1, each.getKey());
      page.putShort(PAGE_HEAD + 2 * entries++, (short) end);
      end -= each.getValue().length;
      page.put(end, each.getValue());
      page.putShort(PAGE_HEAD + 2 * entries++, (short) end);
      page.putShort(20, (short) entries).putShort(22, (short) end);
    }
  }
}
