package dev.kobako.elf;

import dev.kobako.elf.SplicedFile.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pieces of a stripped file, and new headers that say where they are. */
final class StrippedLayout {
  private static final String NAMES = ".shstrtab";
  private static final int STRTAB = 3;
  private static final long MAX_ALIGNMENT = 4096;

  /** A section that stays: which it was and where it lies now. */
  private record Kept(int index, long offset) {}

  private final ElfFile elf;
  private final long loadedEnd;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private long end;

  StrippedLayout(ElfFile elf, long loadedEnd) {
    this.elf = elf;
    this.loadedEnd = loadedEnd;
  }

  List<Piece> pieces(SeekableByteChannel original) throws IOException {
    int headerSize = elf.elfClass().headerSize();
    ByteBuffer header = ByteBuffer.allocate(headerSize).order(elf.byteOrder());
    original.position(0);
    while (header.hasRemaining() && original.read(header) >= 0) {
      // goes on until the header is full
    }
    end = loadedEnd;
    List<Piece> behind = keepSections();
    ByteBuffer nameTable = nameTable();
    long nameOffset = end;
    end += nameTable.remaining();
    long padding = -end & 7;
    long tableOffset = end + padding;
    ByteBuffer table = table(nameOffset, nameTable.remaining());
    pieces.add(new Piece.Fresh(patched(header.flip(), tableOffset)));
    pieces.add(new Piece.Range(headerSize, loadedEnd - headerSize));
    pieces.addAll(behind);
    pieces.add(new Piece.Fresh(nameTable));
    pieces.add(zeros(padding));
    pieces.add(new Piece.Fresh(table));
    return pieces;
  }

  /** Sections within the segments stay in place; others that stay are moved up behind them. */
  private List<Piece> keepSections() {
    List<Piece> behind = new ArrayList<>();
    List<Section> sections = elf.sections();
    for (int i = 1; i < sections.size(); i++) {
      Section section = sections.get(i);
      boolean inPlace =
          section.fileSize() == 0 || section.offset() + section.fileSize() <= loadedEnd;
      if (section.allocated() || (!ElfStripper.dropped(section) && section.type() != 0)) {
        if (!inPlace) {
          long alignment = Math.clamp(section.alignment(), 1, MAX_ALIGNMENT);
          long padding = (alignment - end % alignment) % alignment;
          behind.add(zeros(padding));
          behind.add(new Piece.Range(section.offset(), section.fileSize()));
          kept.add(new Kept(i, end + padding));
          end += padding + section.fileSize();
        } else {
          kept.add(new Kept(i, section.offset()));
        }
      }
    }
    return behind;
  }

  private static Piece zeros(long count) {
    return new Piece.Fresh(ByteBuffer.allocate((int) count));
  }

  private ByteBuffer nameTable() {
    StringBuilder text = new StringBuilder("\0");
    for (Kept one : kept) {
      String name = elf.sections().get(one.index()).name();
      if (names.putIfAbsent(name, text.length()) == null) {
        text.append(name).append('\0');
      }
    }
    names.put(NAMES, text.length());
    text.append(NAMES).append('\0');
    // names are ASCII in every toolchain, and so one byte a character
    return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private ByteBuffer table(long nameOffset, int nameSize) {
    int[] renumbered = new int[elf.sections().size()];
    for (int i = 0; i < kept.size(); i++) {
      renumbered[kept.get(i).index()] = i + 1;
    }
    int size = elf.elfClass().sectionHeaderSize();
    ByteBuffer table =
        ByteBuffer.allocate((kept.size() + 2) * size).order(elf.byteOrder()).position(size);
    for (Kept one : kept) {
      Section old = elf.sections().get(one.index());
      boolean infoIsSection =
          (old.flags() & Section.INFO_LINK) != 0
              || old.type() == Section.REL
              || old.type() == Section.RELA;
      put(
          table,
          new Section(
              old.name(),
              old.type(),
              old.flags(),
              old.address(),
              one.offset(),
              old.size(),
              renumber(renumbered, old.link()),
              infoIsSection ? renumber(renumbered, old.info()) : old.info(),
              old.alignment(),
              old.entrySize()));
    }
    put(table, new Section(NAMES, STRTAB, 0, 0, nameOffset, nameSize, 0, 0, 1, 0));
    return table.flip();
  }

  private static int renumber(int[] renumbered, int index) {
    return index >= 0 && index < renumbered.length ? renumbered[index] : 0;
  }

  private void put(ByteBuffer table, Section section) {
    table.putInt(names.getOrDefault(section.name(), 0)).putInt(section.type());
    word(table, section.flags());
    word(table, section.address());
    word(table, section.offset());
    word(table, section.size());
    table.putInt(section.link()).putInt(section.info());
    word(table, section.alignment());
    word(table, section.entrySize());
  }

  private void word(ByteBuffer table, long value) {
    switch (elf.elfClass()) {
      case ELF32 -> table.putInt((int) value);
      case ELF64 -> table.putLong(value);
    }
  }

  private ByteBuffer patched(ByteBuffer header, long tableOffset) {
    boolean wide = elf.elfClass() == ElfClass.ELF64;
    if (wide) {
      header.putLong(40, tableOffset);
    } else {
      header.putInt(32, (int) tableOffset);
    }
    int counts = wide ? 60 : 48;
    header.putShort(counts - 2, (short) elf.elfClass().sectionHeaderSize());
    header.putShort(counts, (short) (kept.size() + 2));
    header.putShort(counts + 2, (short) (kept.size() + 1));
    return header;
  }
}
