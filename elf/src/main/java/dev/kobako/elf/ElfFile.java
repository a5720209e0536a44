package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What an ELF file says about itself. Immutable; holds no channel.
 *
 * <p>All that a loader uses is found as a loader finds it: by the program headers and the dynamic
 * section (System V ABI, chapter 5, and the Linux Standard Base for the GNU tags). Section headers
 * are read too, but nothing here depends on them.
 */
public final class ElfFile {
  private static final int MAX_INTERPRETER = 4096;
  private static final long DF_1_NODEFLIB = 0x800;
  private static final long DF_1_PIE = 0x08000000;

  private final ElfHeader header;
  private final List<Segment> segments;
  private final List<Section> sections;
  private final Optional<String> interpreter;
  private final DynamicFacts dynamic;
  private final SymbolTable symbols;
  private final List<Note> notes;

  private ElfFile(
      ElfHeader header,
      List<Segment> segments,
      List<Section> sections,
      Optional<String> interpreter,
      DynamicFacts dynamic,
      SymbolTable symbols,
      List<Note> notes) {
    this.header = header;
    this.segments = segments;
    this.sections = sections;
    this.interpreter = interpreter;
    this.dynamic = dynamic;
    this.symbols = symbols;
    this.notes = notes;
  }

  /**
   * Reads the ranges of the file that a loader would, and the section headers. The channel stays
   * open and is left at any position.
   *
   * @param name what the file is called in messages
   * @return empty if the file does not start with the ELF magic
   * @throws dev.kobako.diagnostic.KobakoException a finding, if it is ELF but damaged in what the
   *     kernel or a loader needs
   */
  public static Optional<ElfFile> read(SeekableByteChannel channel, String name)
      throws IOException {
    ElfBytes bytes = new ElfBytes(channel, name);
    if (!ElfMagic.begins(bytes)) {
      return Optional.empty();
    }
    ElfHeader header = ElfHeader.read(bytes);
    HeaderTables tables = new HeaderTables(bytes, header);
    List<Segment> segments = tables.segments();
    AddressMap addresses = new AddressMap(segments, bytes.size());
    DynamicTable table = dynamicTable(bytes, addresses, header, segments);
    return Optional.of(
        new ElfFile(
            header,
            segments,
            tables.sections(),
            header.type().loadable() ? interpreter(bytes, segments) : Optional.empty(),
            DynamicFacts.of(bytes, addresses, table),
            SymbolTable.read(bytes, addresses, table, header),
            Note.readAll(bytes, segments)));
  }

  private static DynamicTable dynamicTable(
      ElfBytes bytes, AddressMap addresses, ElfHeader header, List<Segment> segments)
      throws IOException {
    Optional<Segment> segment =
        segments.stream().filter(one -> one.type() == Segment.DYNAMIC).reduce((_, last) -> last);
    return segment.isPresent() && header.type().loadable()
        ? DynamicTable.read(bytes, addresses, segment.get(), header.elfClass())
        : DynamicTable.none(bytes, addresses);
  }

  /** As the kernel reads it: the first one counts, and its last byte is NUL. */
  private static Optional<String> interpreter(ElfBytes bytes, List<Segment> segments)
      throws IOException {
    Optional<Segment> found =
        segments.stream().filter(one -> one.type() == Segment.INTERP).findFirst();
    // files with debug information only keep the header but not the text
    if (found.isEmpty() || found.get().fileSize() == 0) {
      return Optional.empty();
    }
    Segment segment = found.get();
    if (segment.fileSize() < 2 || segment.fileSize() > MAX_INTERPRETER) {
      throw bytes.malformed(
          "the interpreter's path has %s bytes, expected 2 to %d"
              .formatted(Long.toUnsignedString(segment.fileSize()), MAX_INTERPRETER));
    }
    if (!segment.within(bytes.size())) {
      throw bytes.malformed(
          "the interpreter's path lies at byte %s and is %d bytes long, but the file has %d bytes"
              .formatted(
                  Long.toUnsignedString(segment.offset()), segment.fileSize(), bytes.size()));
    }
    int length = (int) segment.fileSize();
    ByteBuffer text = bytes.slice(segment.offset(), length);
    if (text.get(length - 1) != 0) {
      throw bytes.malformed(
          "the interpreter's path ends with byte 0x%02x, expected NUL"
              .formatted(text.get(length - 1) & 0xff));
    }
    String path = PathText.of(text, length);
    return Optional.of(path.substring(0, path.indexOf('\0')));
  }

  public ElfClass elfClass() {
    return header.elfClass();
  }

  public ByteOrder byteOrder() {
    return header.byteOrder();
  }

  /** {@code e_machine}: 62 is x86-64, 183 AArch64. */
  public int machine() {
    return header.machine();
  }

  public ElfType type() {
    return header.type();
  }

  /** {@code EI_OSABI}: 0 is System V, 3 GNU. */
  public int osAbi() {
    return header.osAbi();
  }

  /** The path of the loader that the kernel starts for this program, {@code PT_INTERP}. */
  public Optional<String> interpreter() {
    return interpreter;
  }

  /** The program headers in the order of the file. */
  public List<Segment> segments() {
    return segments;
  }

  /** The section headers, the empty first one included; none if there are none or damaged ones. */
  public List<Section> sections() {
    return sections;
  }

  /** Whether there is a dynamic section; static programs may have one too. */
  public boolean isDynamic() {
    return segments.stream().anyMatch(segment -> segment.type() == Segment.DYNAMIC);
  }

  /** The libraries that must be there, {@code DT_NEEDED}, in the order of the file. */
  public List<String> needed() {
    return dynamic.needed();
  }

  /** The name by which others need this library, {@code DT_SONAME}. */
  public Optional<String> soname() {
    return dynamic.soname();
  }

  /** {@code DT_RPATH} as it is written, tokens such as {@code $ORIGIN} included. */
  public Optional<String> rpath() {
    return dynamic.rpath();
  }

  /** {@code DT_RUNPATH} as it is written, tokens such as {@code $ORIGIN} included. */
  public Optional<String> runpath() {
    return dynamic.runpath();
  }

  /** {@code DT_AUXILIARY}: libraries that stand in for this one where they exist. */
  public List<String> auxiliaries() {
    return dynamic.auxiliaries();
  }

  /** {@code DT_FILTER}: libraries that stand in for this one. */
  public List<String> filters() {
    return dynamic.filters();
  }

  /** {@code DT_FLAGS_1}, 0 where there is none. */
  public long flags1() {
    return dynamic.flags1();
  }

  /** Whether libraries are never looked for in the default folders, {@code DF_1_NODEFLIB}. */
  public boolean noDefaultLibraries() {
    return (flags1() & DF_1_NODEFLIB) != 0;
  }

  /**
   * Whether it calls itself a program although its type is {@link ElfType#DYN}, {@code DF_1_PIE}. A
   * program that is linked statically can be one, too.
   */
  public boolean isPie() {
    return (flags1() & DF_1_PIE) != 0;
  }

  /** The end of the file header and the program headers. */
  long headerEnd() {
    long table = (long) header.segmentCount() * header.segmentSize();
    return Math.max(header.elfClass().headerSize(), header.segmentOffset() + table);
  }

  /** Where the section headers lie. */
  FileLayout.Extent sectionTable() {
    long size = (long) sections.size() * header.elfClass().sectionHeaderSize();
    return new FileLayout.Extent(header.sectionOffset(), header.sectionOffset() + size);
  }

  /** Whether the class and byte order in {@code e_ident} are what the file really has. */
  boolean identTrue() {
    return header.identTrue();
  }

  /** The dynamic symbols that other objects must define, without versions. */
  public SortedSet<String> importedSymbols() {
    return symbols.imported();
  }

  /** The dynamic symbols that this file defines, without versions. */
  public SortedSet<String> exportedSymbols() {
    return symbols.exported();
  }

  /** The symbol versions that this file wants, by library. */
  public List<VersionNeed> versionsNeeded() {
    return dynamic.versionsNeeded();
  }

  /** The symbol versions that this file defines, such as {@code GLIBC_2.34}. */
  public List<String> versionsGiven() {
    return dynamic.versionsGiven();
  }

  /** The GNU build-id in hexadecimal digits. */
  public Optional<String> buildId() {
    return notes.stream().filter(Note::isBuildId).map(Note::content).findFirst();
  }

  /** The notes of the note segments, in the order of the file. */
  public List<Note> notes() {
    return notes;
  }
}
