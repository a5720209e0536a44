package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The two tables that the file header points to: program headers and section headers. */
final class HeaderTables {
  /** The kernel reads no larger table of program headers. */
  private static final int MAX_SEGMENT_BYTES = 64 * 1024;

  /** A program with one section a function has some 100,000. */
  private static final int MAX_SECTIONS = 1 << 20;

  /** All sections may share one long name. */
  private static final int MAX_NAME_BYTES = 64 << 20;

  private static final int MAX_NAME = 4096;

  private final ElfBytes bytes;
  private final ElfHeader header;
  private final boolean wide;

  HeaderTables(ElfBytes bytes, ElfHeader header) {
    this.bytes = bytes;
    this.header = header;
    this.wide = header.elfClass() == ElfClass.ELF64;
  }

  /** As strict as the kernel for what can be loaded; what can't has none if they are damaged. */
  List<Segment> segments() throws IOException {
    int count = header.segmentCount();
    int size = header.elfClass().segmentHeaderSize();
    long length = (long) count * size;
    boolean whole = bytes.holds(header.segmentOffset(), length);
    if (!header.type().loadable()
        && (header.segmentSize() != size || length > MAX_SEGMENT_BYTES || !whole)) {
      return List.of();
    }
    if (count > 0 && header.segmentSize() != size) {
      throw bytes.malformed(
          "a program header has " + header.segmentSize() + " bytes, expected " + size);
    }
    if (length > MAX_SEGMENT_BYTES) {
      throw bytes.malformed(
          "there are %d program headers, expected at most %d"
              .formatted(count, MAX_SEGMENT_BYTES / size));
    }
    if (!whole) {
      throw bytes.malformed(
          "the program headers lie at byte %s and are %d bytes long, but the file has %d bytes"
              .formatted(Long.toUnsignedString(header.segmentOffset()), length, bytes.size()));
    }
    ByteBuffer table = bytes.slice(header.segmentOffset(), (int) length);
    List<Segment> segments = new ArrayList<>();
    for (int at = 0; at < length; at += size) {
      segments.add(segment(table, at));
    }
    return List.copyOf(segments);
  }

  private Segment segment(ByteBuffer table, int at) {
    return wide
        ? new Segment(
            table.getInt(at),
            table.getInt(at + 4),
            table.getLong(at + 8),
            table.getLong(at + 16),
            table.getLong(at + 32),
            table.getLong(at + 40),
            table.getLong(at + 48))
        : new Segment(
            table.getInt(at),
            table.getInt(at + 24),
            word(table, at + 4),
            word(table, at + 8),
            word(table, at + 16),
            word(table, at + 20),
            word(table, at + 28));
  }

  /** Section 0 included; none where there are none or the table is damaged. */
  List<Section> sections() throws IOException {
    int size = header.elfClass().sectionHeaderSize();
    if (header.sectionOffset() == 0
        || header.sectionSize() != size
        || !bytes.holds(header.sectionOffset(), size)) {
      return List.of();
    }
    ByteBuffer first = bytes.slice(header.sectionOffset(), size);
    long count = header.sectionCount();
    if (count == 0) {
      // too many for the field: the first header's size says how many
      count = wide ? first.getLong(32) : word(first, 20);
    }
    if (count <= 0 || count > MAX_SECTIONS || !bytes.holds(header.sectionOffset(), count * size)) {
      return List.of();
    }
    ByteBuffer table = bytes.slice(header.sectionOffset(), (int) count * size);
    int nameIndex =
        header.sectionNames() == 0xffff ? first.getInt(wide ? 40 : 24) : header.sectionNames();
    ByteBuffer names =
        nameIndex < 0 || nameIndex >= count ? empty() : names(table, nameIndex * size);
    List<Section> sections = new ArrayList<>();
    long named = 0;
    for (int at = 0; at < table.limit(); at += size) {
      Section section = section(table, at, named > MAX_NAME_BYTES ? empty() : names);
      named += section.name().length();
      sections.add(section);
    }
    return List.copyOf(sections);
  }

  private ByteBuffer names(ByteBuffer table, int at) throws IOException {
    long offset = wide ? table.getLong(at + 24) : word(table, at + 16);
    long size = wide ? table.getLong(at + 32) : word(table, at + 20);
    return size <= MAX_NAME_BYTES && bytes.holds(offset, size)
        ? bytes.slice(offset, (int) size)
        : empty();
  }

  private Section section(ByteBuffer table, int at, ByteBuffer names) {
    String name = name(names, word(table, at));
    int type = table.getInt(at + 4);
    return wide
        ? new Section(
            name,
            type,
            table.getLong(at + 8),
            table.getLong(at + 16),
            table.getLong(at + 24),
            table.getLong(at + 32),
            table.getInt(at + 40),
            table.getInt(at + 44),
            table.getLong(at + 48),
            table.getLong(at + 56))
        : new Section(
            name,
            type,
            word(table, at + 8),
            word(table, at + 12),
            word(table, at + 16),
            word(table, at + 20),
            table.getInt(at + 24),
            table.getInt(at + 28),
            word(table, at + 32),
            word(table, at + 36));
  }

  private static String name(ByteBuffer names, long start) {
    if (start >= names.limit()) {
      return "";
    }
    int end = (int) start;
    while (end < names.limit() && end - start < MAX_NAME && names.get(end) != 0) {
      end++;
    }
    int length = end - (int) start;
    return PathText.of(names.slice((int) start, length), length);
  }

  private static ByteBuffer empty() {
    return ByteBuffer.allocate(0);
  }

  private static long word(ByteBuffer table, int at) {
    return table.getInt(at) & 0xffffffffL;
  }
}
