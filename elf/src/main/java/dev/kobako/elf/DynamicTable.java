package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The entries of {@code PT_DYNAMIC} and the strings that they name. */
final class DynamicTable {
  static final int NEEDED = 1;
  static final int HASH = 4;
  static final int STRTAB = 5;
  static final int SYMTAB = 6;
  static final int STRSZ = 10;
  static final int SONAME = 14;
  static final int RPATH = 15;
  static final int RUNPATH = 29;
  static final int GNU_HASH = 0x6ffffef5;
  static final int FLAGS_1 = 0x6ffffffb;
  static final int VERDEF = 0x6ffffffc;
  static final int VERDEFNUM = 0x6ffffffd;
  static final int VERNEED = 0x6ffffffe;
  static final int VERNEEDNUM = 0x6fffffff;
  static final int AUXILIARY = 0x7ffffffd;
  static final int FILTER = 0x7fffffff;

  /** A table of the kernel's largest program has some dozens of entries. */
  private static final int MAX_ENTRIES = 1 << 16;

  /** Library names and paths; no list of folders in use comes near it. */
  private static final int MAX_TEXT = 1 << 16;

  private record Item(long tag, long value) {}

  private final ElfBytes bytes;
  private final AddressMap addresses;
  private final List<Item> items;

  private DynamicTable(ElfBytes bytes, AddressMap addresses, List<Item> items) {
    this.bytes = bytes;
    this.addresses = addresses;
    this.items = items;
  }

  static DynamicTable read(ElfBytes bytes, AddressMap addresses, Segment segment, ElfClass width)
      throws IOException {
    if (!segment.within(bytes.size())) {
      throw bytes.malformed(
          "the dynamic section lies at byte %s and is %s bytes long, but the file has %d bytes"
              .formatted(
                  Long.toUnsignedString(segment.offset()),
                  Long.toUnsignedString(segment.fileSize()),
                  bytes.size()));
    }
    long count = segment.fileSize() / width.dynamicEntrySize();
    if (count > MAX_ENTRIES) {
      throw bytes.malformed(
          "the dynamic section has %d entries, expected at most %d".formatted(count, MAX_ENTRIES));
    }
    ByteBuffer table = bytes.slice(segment.offset(), (int) count * width.dynamicEntrySize());
    List<Item> items = new ArrayList<>();
    for (int at = 0; at < table.limit(); at += width.dynamicEntrySize()) {
      boolean wide = width == ElfClass.ELF64;
      long tag = wide ? table.getLong(at) : table.getInt(at) & 0xffffffffL;
      if (tag == 0) {
        break;
      }
      items.add(new Item(tag, wide ? table.getLong(at + 8) : table.getInt(at + 4) & 0xffffffffL));
    }
    return new DynamicTable(bytes, addresses, items);
  }

  static DynamicTable none(ElfBytes bytes, AddressMap addresses) {
    return new DynamicTable(bytes, addresses, List.of());
  }

  /** The value of the last entry with the tag: a loader lets the last one win. */
  OptionalLong value(int tag) {
    return items.stream()
        .filter(item -> item.tag() == tag)
        .mapToLong(Item::value)
        .reduce((_, last) -> last);
  }

  /** The string of the last entry with the tag. */
  Optional<String> text(int tag, String what) throws IOException {
    OptionalLong index = value(tag);
    return index.isPresent() ? Optional.of(string(index.getAsLong(), what)) : Optional.empty();
  }

  /** The strings of all entries with the tag, in the order of the file. */
  List<String> texts(int tag, String what) throws IOException {
    List<String> found = new ArrayList<>();
    for (Item item : items) {
      if (item.tag() == tag) {
        found.add(string(item.value(), what));
      }
    }
    return found;
  }

  /**
   * A string of the dynamic string table. Its end is that of the segment that holds it, not {@code
   * DT_STRSZ}, which no loader reads.
   */
  String string(long index, String what) throws IOException {
    OptionalLong table = value(STRTAB);
    if (table.isEmpty()) {
      throw bytes.malformed(what + " names a string, but there is no DT_STRTAB");
    }
    OptionalLong start = addresses.offset(table.getAsLong());
    if (start.isEmpty()) {
      throw bytes.malformed(
          "DT_STRTAB is 0x%x, an address that no PT_LOAD segment holds"
              .formatted(table.getAsLong()));
    }
    long room = addresses.available(table.getAsLong());
    if (index < 0 || index >= room) {
      throw bytes.malformed(
          "%s names string %s, but the string table has %d bytes at most"
              .formatted(what, Long.toUnsignedString(index), room));
    }
    return bytes.text(start.getAsLong() + index, Math.min(room - index, MAX_TEXT), what);
  }
}
