package dev.kobako.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
  private static final int SONAME = 14;
  private static final int RPATH = 15;
  private static final int RUNPATH = 29;
  private static final int FLAGS_1 = 0x6ffffffb;
  private static final int AUXILIARY = 0x7ffffffd;
  private static final int FILTER = 0x7fffffff;

  private final boolean wide;
  private final List<ElfLayout.Tag> tags = new ArrayList<>();
  private final List<ElfLayout.Symbol> symbols = new ArrayList<>();
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
    tags.add(new ElfLayout.Tag(tag, value));
    return this;
  }

  /** A dynamic symbol that another object must define. */
  public ElfBuilder imports(String name) {
    symbols.add(new ElfLayout.Symbol(string(name), false));
    return this;
  }

  /** A dynamic symbol that is defined here. */
  public ElfBuilder exports(String name) {
    symbols.add(new ElfLayout.Symbol(string(name), true));
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
      file().changeTag(bytes, tag, value);
    });
  }

  /** Where the program header of a type starts: 1 load, 2 dynamic, 3 interpreter. */
  public int segmentHeader(int wanted) {
    return file().segmentHeader(wanted);
  }

  /** The file. */
  public byte[] build() {
    byte[] bytes = file().bytes();
    ByteBuffer view = ByteBuffer.wrap(bytes).order(order);
    damages.forEach(change -> change.accept(view));
    return length < 0 ? bytes : Arrays.copyOf(bytes, length);
  }

  private ElfLayout file() {
    return new ElfLayout(
        new ElfLayout.Kind(wide, order, machine, type),
        interpreter,
        dynamic ? Optional.of(tags) : Optional.empty(),
        symbols,
        strings.toString(),
        constants.toString());
  }

  private ElfBuilder tag(long tag, String text) {
    return tag(tag, string(text));
  }

  private int string(String text) {
    int at = strings.length();
    strings.append(text).append('\0');
    return at;
  }
}
