package dev.kobako.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The binary formats of {@code ld.so.cache}. */
final class LdCacheReader {
  static final String OLD_MAGIC = "ld.so-1.7.0";
  static final String NEW_MAGIC = "glibc-ld.so.cache1.1";
  static final int NEW_HEADER = 48;
  static final int NEW_ENTRY = 24;
  static final int EXTENSION_MAGIC = 0xeaa42174;
  static final int TAG_HWCAPS = 1;
  private static final int OLD_HEADER = 16;
  private static final int OLD_ENTRY = 12;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_HWCAPS = 1024;

  private final byte[] bytes;
  private final String place;

  LdCacheReader(byte[] bytes, String place) {
    this.bytes = bytes;
    this.place = place;
  }

  List<LdCache.Entry> entries() {
    if (startsWith(NEW_MAGIC, 0)) {
      return readNew(0);
    }
    if (!startsWith(OLD_MAGIC, 0) || bytes.length < OLD_HEADER) {
      throw LdCache.malformed(
          place, "it starts with neither \"" + NEW_MAGIC + "\" nor \"" + OLD_MAGIC + "\"");
    }
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      ByteBuffer data = ByteBuffer.wrap(bytes).order(order);
      long count = data.getInt(12) & 0xffffffffL;
      long end = OLD_HEADER + count * OLD_ENTRY;
      if (end <= bytes.length) {
        long behind = (end + 7) / 8 * 8;
        return behind < bytes.length && startsWith(NEW_MAGIC, (int) behind)
            ? readNew((int) behind)
            : readOld(data, (int) count, (int) end);
      }
    }
    throw LdCache.malformed(
        place,
        "it has " + bytes.length + " bytes, too few for the number of entries in its header");
  }

  private List<LdCache.Entry> readOld(ByteBuffer data, int count, int strings) {
    List<LdCache.Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = OLD_HEADER + i * OLD_ENTRY;
      String name = text(strings + (data.getInt(at + 4) & 0xffffffffL));
      String path = text(strings + (data.getInt(at + 8) & 0xffffffffL));
      add(entries, name, path, data.getInt(at), Optional.empty(), 0);
    }
    return entries;
  }

  /** Offsets count from {@code start}, where the new header lies. */
  private List<LdCache.Entry> readNew(int start) {
    if (bytes.length - start < NEW_HEADER) {
      throw LdCache.malformed(
          place, "its header is cut off after " + (bytes.length - start) + " bytes");
    }
    ByteBuffer data =
        ByteBuffer.wrap(bytes, start, bytes.length - start).slice().order(order(start));
    long count = data.getInt(20) & 0xffffffffL;
    if (NEW_HEADER + count * NEW_ENTRY > data.limit()) {
      throw LdCache.malformed(
          place,
          "it has %d bytes, too few for %d entries of %d bytes"
              .formatted(data.limit(), count, NEW_ENTRY));
    }
    List<String> hwcaps = hwcaps(data, start);
    List<LdCache.Entry> entries = new ArrayList<>();
    for (int at = NEW_HEADER; at < NEW_HEADER + count * NEW_ENTRY; at += NEW_ENTRY) {
      String name = text(start + (data.getInt(at + 4) & 0xffffffffL));
      String path = text(start + (data.getInt(at + 8) & 0xffffffffL));
      long hwcap = data.getLong(at + 16);
      boolean named = hwcap >>> 32 == LdCache.HWCAP_EXTENSION >>> 32;
      long index = hwcap & 0xffffffffL;
      if (named && index >= hwcaps.size()) {
        throw LdCache.malformed(
            place,
            "%s has hwcaps number %d, but there are %d".formatted(name, index, hwcaps.size()));
      }
      Optional<String> level = named ? Optional.of(hwcaps.get((int) index)) : Optional.empty();
      add(entries, name, path, data.getInt(at), level, named ? 0 : hwcap);
    }
    return entries;
  }

  private void add(
      List<LdCache.Entry> entries,
      String name,
      String path,
      int flags,
      Optional<String> hwcaps,
      long legacy) {
    if (name.isEmpty()) {
      throw LdCache.malformed(place, "entry " + entries.size() + " has an empty name");
    }
    entries.add(new LdCache.Entry(name, path, flags, hwcaps, legacy));
  }

  /** Newer files say their byte order; with older ones the number of entries must make sense. */
  private ByteOrder order(int start) {
    int mark = bytes[start + 28] & 3;
    if (mark >= 2) {
      return mark == 2 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
    long count =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(start + 20) & 0xffffffffL;
    return NEW_HEADER + count * NEW_ENTRY <= bytes.length - start
        ? ByteOrder.LITTLE_ENDIAN
        : ByteOrder.BIG_ENDIAN;
  }

  /** The names in the extension section; none where there is no extension. */
  private List<String> hwcaps(ByteBuffer data, int start) {
    long extension = data.getInt(32) & 0xffffffffL;
    if (extension == 0
        || extension + 8 > data.limit()
        || data.getInt((int) extension) != EXTENSION_MAGIC) {
      return List.of();
    }
    long sections = data.getInt((int) extension + 4) & 0xffffffffL;
    for (long i = 0, at = extension + 8; i < sections && at + 16 <= data.limit(); i++, at += 16) {
      long offset = data.getInt((int) at + 8) & 0xffffffffL;
      long size = data.getInt((int) at + 12) & 0xffffffffL;
      if (data.getInt((int) at) == TAG_HWCAPS) {
        if (offset + size > data.limit() || size / 4 > MAX_HWCAPS) {
          throw LdCache.malformed(
              place, "its hwcaps lie at byte %d and are %d bytes long".formatted(offset, size));
        }
        List<String> names = new ArrayList<>();
        for (long name = offset; name + 4 <= offset + size; name += 4) {
          names.add(text(start + (data.getInt((int) name) & 0xffffffffL)));
        }
        return names;
      }
    }
    return List.of();
  }

  private String text(long at) {
    if (at >= bytes.length) {
      throw LdCache.malformed(
          place, "a string lies at byte " + at + ", but the file has " + bytes.length + " bytes");
    }
    int end = (int) at;
    while (end < bytes.length && end - at < MAX_TEXT && bytes[end] != 0) {
      end++;
    }
    if (end == bytes.length || bytes[end] != 0) {
      throw LdCache.malformed(
          place,
          "the string at byte " + at + " does not end with NUL within " + MAX_TEXT + " bytes");
    }
    return new String(bytes, (int) at, end - (int) at, StandardCharsets.UTF_8);
  }

  private boolean startsWith(String magic, int at) {
    byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length - at < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
