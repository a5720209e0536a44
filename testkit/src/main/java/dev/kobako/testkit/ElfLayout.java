package dev.kobako.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small ELF file as its parts lie one behind the other: file header, program headers,
 * interpreter, strings, constants, symbols, their hash table and the dynamic section.
 *
 * @param interpreter its path; empty for none
 * @param tags of the dynamic section, without those that tell where its parts are; empty for no
 *     such section
 * @param strings that tags and symbols point into, each with its NUL
 * @param constants texts, each with its NUL
 */
record ElfLayout(
    Kind kind,
    String interpreter,
    Optional<List<Tag>> tags,
    List<Symbol> symbols,
    String strings,
    String constants) {
  private static final int HASH = 4;
  private static final int SYMTAB = 6;

  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERP = 3;

  /**
   * What the file header says.
   *
   * @param wide 64 bits
   * @param type {@code e_type}
   */
  record Kind(boolean wide, ByteOrder order, int machine, int type) {}

  /** An entry of the dynamic section. */
  record Tag(long tag, long value) {}

  /** A dynamic symbol, by the place of its name among the strings. */
  record Symbol(int name, boolean defined) {}

  private record Part(int type, int offset, int size) {}

  /** Where the program header of a type starts. */
  int segmentHeader(int wanted) {
    List<Part> parts = parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).type() == wanted) {
        return headerSize() + i * segmentSize();
      }
    }
    throw new IllegalStateException("no segment of type " + wanted);
  }

  /** Changes the value of the first dynamic entry with the tag in the file's bytes. */
  void changeTag(ByteBuffer bytes, long tag, long value) {
    int entry = kind.wide ? 16 : 8;
    for (int at = dynamicOffset(); at < bytes.limit(); at += entry) {
      if ((kind.wide ? bytes.getLong(at) : bytes.getInt(at)) == tag) {
        word(bytes.position(at + entry / 2), value);
        return;
      }
    }
    throw new IllegalStateException("no dynamic entry with tag " + tag);
  }

  /** The file. */
  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(size()).order(kind.order);
    header(out);
    for (Part part : parts()) {
      segment(out, part);
    }
    out.put(interpreterText()).put(latin(strings)).put(latin(constants));
    out.position(symbolOffset());
    for (int i = 0; i <= symbols.size(); i++) {
      symbol(out, i == 0 ? new Symbol(0, false) : symbols.get(i - 1));
    }
    // one bucket; only the number of chains, which is that of the symbols, matters
    out.putInt(1).putInt(symbols.size() + 1);
    if (tags.isPresent()) {
      out.position(dynamicOffset());
      entries().forEach(entry -> word(word(out, entry.tag()), entry.value()));
    }
    return out.array();
  }

  private List<Tag> entries() {
    List<Tag> entries = new ArrayList<>(tags.orElse(List.of()));
    entries.add(new Tag(ElfBuilder.STRTAB, ElfBuilder.BASE + stringOffset()));
    entries.add(new Tag(ElfBuilder.STRSZ, strings.length()));
    entries.add(new Tag(SYMTAB, ElfBuilder.BASE + symbolOffset()));
    entries.add(new Tag(HASH, ElfBuilder.BASE + hashOffset()));
    entries.add(new Tag(0, 0));
    return entries;
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(LOAD, 0, size()));
    if (!interpreter.isEmpty()) {
      parts.add(new Part(INTERP, interpreterOffset(), interpreterText().length));
    }
    if (tags.isPresent()) {
      parts.add(new Part(DYNAMIC, dynamicOffset(), dynamicSize()));
    }
    return parts;
  }

  private void header(ByteBuffer out) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (kind.wide ? 2 : 1)});
    out.put((byte) (kind.order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1).position(16);
    out.putShort((short) kind.type).putShort((short) kind.machine).putInt(1);
    word(word(word(out, 0), headerSize()), 0);
    out.putInt(0).putShort((short) headerSize());
    out.putShort((short) segmentSize()).putShort((short) segmentCount());
    out.putShort((short) (kind.wide ? 64 : 40)).putShort((short) 0).putShort((short) 0);
  }

  private void segment(ByteBuffer out, Part part) {
    out.putInt(part.type());
    if (kind.wide) {
      out.putInt(4);
    }
    word(
        word(word(out, part.offset()), ElfBuilder.BASE + part.offset()),
        ElfBuilder.BASE + part.offset());
    word(word(out, part.size()), part.size());
    if (!kind.wide) {
      out.putInt(4);
    }
    word(out, 1);
  }

  private void symbol(ByteBuffer out, Symbol symbol) {
    int global = symbol.name() == 0 ? 0 : 0x12;
    out.putInt(symbol.name());
    if (kind.wide) {
      out.put((byte) global).put((byte) 0).putShort((short) (symbol.defined() ? 1 : 0));
      out.putLong(0).putLong(0);
    } else {
      out.putInt(0).putInt(0);
      out.put((byte) global).put((byte) 0).putShort((short) (symbol.defined() ? 1 : 0));
    }
  }

  private ByteBuffer word(ByteBuffer out, long value) {
    return kind.wide ? out.putLong(value) : out.putInt((int) value);
  }

  private byte[] interpreterText() {
    return interpreter.isEmpty()
        ? new byte[0]
        : (interpreter + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private int headerSize() {
    return kind.wide ? 64 : 52;
  }

  private int segmentSize() {
    return kind.wide ? 56 : 32;
  }

  private int segmentCount() {
    return 1 + (interpreter.isEmpty() ? 0 : 1) + (tags.isPresent() ? 1 : 0);
  }

  private int interpreterOffset() {
    return headerSize() + segmentCount() * segmentSize();
  }

  private int stringOffset() {
    return interpreterOffset() + interpreterText().length;
  }

  private int symbolOffset() {
    return (stringOffset() + strings.length() + constants.length() + 7) & -8;
  }

  private int hashOffset() {
    return symbolOffset() + (symbols.size() + 1) * (kind.wide ? 24 : 16);
  }

  private int dynamicOffset() {
    return (hashOffset() + 8 + 7) & -8;
  }

  private int dynamicSize() {
    return entries().size() * (kind.wide ? 16 : 8);
  }

  private int size() {
    return dynamicOffset() + (tags.isPresent() ? dynamicSize() : 0);
  }
}
