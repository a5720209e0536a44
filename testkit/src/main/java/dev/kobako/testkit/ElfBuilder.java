package dev.kobako.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes small ELF files, valid ones and damaged ones: a file header, program headers, the dynamic
 * section and what it names, all in one read-only segment that is mapped at {@link #BASE}. There
 * are no section headers.
 *
 * <p>Damage is done last, in the order of the calls. Not for two threads.
 */
public final class ElfBuilder {
  /** The address of the file's first byte. */
  public static final long BASE = 0x10000;

  public static final int X86_64 = 62;
  public static final int I386 = 3;
  public static final int AARCH64 = 183;

  public static final int NEEDED = 1;
  public static final int STRTAB = 5;
  public static final int STRSZ = 10;
  private static final int HASH = 4;
  private static final int SYMTAB = 6;
  private static final int SONAME = 14;
  private static final int RPATH = 15;
  private static final int RUNPATH = 29;
  private static final int FLAGS_1 = 0x6ffffffb;
  private static final int AUXILIARY = 0x7ffffffd;
  private static final int FILTER = 0x7fffffff;

  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERP = 3;

  private record Tag(long tag, long value) {}

  private record Symbol(int name, boolean defined) {}

  private record Part(int type, int offset, int size) {}

  private final boolean wide;
  private final List<Tag> tags = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private final StringBuilder strings = new StringBuilder("\0");
  private final StringBuilder constants = new StringBuilder("\0");
  private final List<Consumer<ByteBuffer>> damages = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int machine;
  private int type = 3;
  private String interpreter = "";
  private boolean dynamic = true;
  private int length = -1;

  private ElfBuilder(boolean wide, int machine) {
    this.wide = wide;
    this.machine = machine;
  }

  /** A shared library for x86-64. */
  public static ElfBuilder elf64() {
    return new ElfBuilder(true, X86_64);
  }

  /** A shared library for 32-bit x86. */
  public static ElfBuilder elf32() {
    return new ElfBuilder(false, I386);
  }

  public ElfBuilder bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  public ElfBuilder machine(int number) {
    machine = number;
    return this;
  }

  /** {@code e_type}: 1 relocatable, 2 at fixed addresses, 3 shared (as it is), 4 a core dump. */
  public ElfBuilder type(int number) {
    type = number;
    return this;
  }

  public ElfBuilder interpreter(String path) {
    interpreter = path;
    return this;
  }

  /** Leaves the dynamic section away. */
  public ElfBuilder isStatic() {
    dynamic = false;
    return this;
  }

  public ElfBuilder needed(String... names) {
    for (String name : names) {
      tag(NEEDED, name);
    }
    return this;
  }

  public ElfBuilder soname(String name) {
    return tag(SONAME, name);
  }

  public ElfBuilder rpath(String path) {
    return tag(RPATH, path);
  }

  public ElfBuilder runpath(String path) {
    return tag(RUNPATH, path);
  }

  public ElfBuilder auxiliary(String name) {
    return tag(AUXILIARY, name);
  }

  public ElfBuilder filter(String name) {
    return tag(FILTER, name);
  }

  public ElfBuilder flags1(long flags) {
    return tag(FLAGS_1, flags);
  }

  /** A dynamic entry with a number. */
  public ElfBuilder tag(long tag, long value) {
    tags.add(new Tag(tag, value));
    return this;
  }

  /** A dynamic symbol that another object must define. */
  public ElfBuilder imports(String name) {
    symbols.add(new Symbol(string(name), false));
    return this;
  }

  /** A dynamic symbol that is defined here. */
  public ElfBuilder exports(String name) {
    symbols.add(new Symbol(string(name), true));
    return this;
  }

  /** A constant text that ends with NUL, right behind the constant before. */
  public ElfBuilder constant(String text) {
    constants.append(text).append('\0');
    return this;
  }

  /** Cuts the file off, or fills it up with zeros. */
  public ElfBuilder length(int bytes) {
    length = bytes;
    return this;
  }

  /** Changes the finished bytes, which are in the file's byte order. */
  public ElfBuilder damage(Consumer<ByteBuffer> change) {
    damages.add(change);
    return this;
  }

  /** Changes the value of the first dynamic entry with the tag. */
  public ElfBuilder damageTag(long tag, long value) {
    return damage(bytes -> {
      int entry = wide ? 16 : 8;
      for (int at = dynamicOffset(); at < bytes.limit(); at += entry) {
        if ((wide ? bytes.getLong(at) : bytes.getInt(at)) == tag) {
          word(bytes.position(at + entry / 2), value);
          return;
        }
      }
      throw new IllegalStateException("no dynamic entry with tag " + tag);
    });
  }

  /** Where the program header of a type starts: 1 load, 2 dynamic, 3 interpreter. */
  public int segmentHeader(int wanted) {
    List<Part> parts = parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).type() == wanted) {
        return headerSize() + i * segmentSize();
      }
    }
    throw new IllegalStateException("no segment of type " + wanted);
  }

  /** The file. */
  public byte[] build() {
    ByteBuffer out = ByteBuffer.allocate(size()).order(order);
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
    if (dynamic) {
      out.position(dynamicOffset());
      entries().forEach(entry -> word(word(out, entry.tag()), entry.value()));
    }
    damages.forEach(change -> change.accept(out));
    byte[] bytes = out.array();
    return length < 0 ? bytes : Arrays.copyOf(bytes, length);
  }

  private List<Tag> entries() {
    List<Tag> entries = new ArrayList<>(tags);
    entries.add(new Tag(STRTAB, BASE + stringOffset()));
    entries.add(new Tag(STRSZ, strings.length()));
    entries.add(new Tag(SYMTAB, BASE + symbolOffset()));
    entries.add(new Tag(HASH, BASE + hashOffset()));
    entries.add(new Tag(0, 0));
    return entries;
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(LOAD, 0, size()));
    if (!interpreter.isEmpty()) {
      parts.add(new Part(INTERP, interpreterOffset(), interpreterText().length));
    }
    if (dynamic) {
      parts.add(new Part(DYNAMIC, dynamicOffset(), dynamicSize()));
    }
    return parts;
  }

  private void header(ByteBuffer out) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1).position(16);
    out.putShort((short) type).putShort((short) machine).putInt(1);
    word(word(word(out, 0), headerSize()), 0);
    out.putInt(0).putShort((short) headerSize());
    out.putShort((short) segmentSize()).putShort((short) segmentCount());
    out.putShort((short) (wide ? 64 : 40)).putShort((short) 0).putShort((short) 0);
  }

  private void segment(ByteBuffer out, Part part) {
    out.putInt(part.type());
    if (wide) {
      out.putInt(4);
    }
    word(word(word(out, part.offset()), BASE + part.offset()), BASE + part.offset());
    word(word(out, part.size()), part.size());
    if (!wide) {
      out.putInt(4);
    }
    word(out, 1);
  }

  private void symbol(ByteBuffer out, Symbol symbol) {
    int global = symbol.name() == 0 ? 0 : 0x12;
    out.putInt(symbol.name());
    if (wide) {
      out.put((byte) global).put((byte) 0).putShort((short) (symbol.defined() ? 1 : 0));
      out.putLong(0).putLong(0);
    } else {
      out.putInt(0).putInt(0);
      out.put((byte) global).put((byte) 0).putShort((short) (symbol.defined() ? 1 : 0));
    }
  }

  private ElfBuilder tag(long tag, String text) {
    return tag(tag, string(text));
  }

  private int string(String text) {
    int at = strings.length();
    strings.append(text).append('\0');
    return at;
  }

  private ByteBuffer word(ByteBuffer out, long value) {
    return wide ? out.putLong(value) : out.putInt((int) value);
  }

  private byte[] interpreterText() {
    return interpreter.isEmpty()
        ? new byte[0]
        : (interpreter + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] latin(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private int headerSize() {
    return wide ? 64 : 52;
  }

  private int segmentSize() {
    return wide ? 56 : 32;
  }

  private int segmentCount() {
    return 1 + (interpreter.isEmpty() ? 0 : 1) + (dynamic ? 1 : 0);
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
    return symbolOffset() + (symbols.size() + 1) * (wide ? 24 : 16);
  }

  private int dynamicOffset() {
    return (hashOffset() + 8 + 7) & -8;
  }

  private int dynamicSize() {
    return entries().size() * (wide ? 16 : 8);
  }

  private int size() {
    return dynamicOffset() + (dynamic ? dynamicSize() : 0);
  }
}
