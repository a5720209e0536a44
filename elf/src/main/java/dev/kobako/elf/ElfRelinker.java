package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a program another loader and folders of its own for its libraries, so that it runs with the
 * C library that it was built with, whatever the machine has.
 *
 * <p>What is new, the loader's path, the strings and the dynamic section that names them, lies
 * behind the file's end in a segment of its own. The header of that segment takes the place of one
 * that nothing needs for running, since the table of headers can't grow: code follows it. The
 * folders are a {@code DT_RPATH}, not a {@code DT_RUNPATH}, which would not hold for libraries that
 * libraries need (ld.so(8)).
 */
public final class ElfRelinker {
  private static final int GNU_PROPERTY = 0x6474e553;
  private static final int SEGMENT = 56;
  private static final int ENTRY = 16;

  /** The largest page of the machines that Debian is for; a segment has to start a page. */
  private static final long PAGE = 0x10000;

  private static final int MAX_SIZE = 512 << 20;
  private static final int READABLE_WRITABLE = 6;

  private final ByteBuffer file;
  private final String name;
  private final ElfFile elf;

  private ElfRelinker(ByteBuffer file, String name, ElfFile elf) {
    this.file = file;
    this.name = name;
    this.elf = elf;
  }

  /**
   * The program with another loader.
   *
   * @param channel the program; read from its start
   * @param name what the file is called in messages
   * @param loader absolute path of the loader
   * @param folders absolute paths of the folders with its libraries, the first one first
   * @return empty for a program that names no loader: a script, or a static one
   * @throws KobakoException a finding, if it is damaged, or of a shape that leaves no room for a
   *     segment
   */
  public static Optional<byte[]> relink(
      SeekableByteChannel channel, String name, String loader, List<String> folders)
      throws IOException {
    Optional<ElfFile> elf = ElfFile.read(channel, name);
    if (elf.isEmpty() || elf.get().interpreter().isEmpty() || !elf.get().isDynamic()) {
      return Optional.empty();
    }
    if (elf.get().elfClass() != ElfClass.ELF64 || channel.size() > MAX_SIZE) {
      throw refused(name, "has 32-bit addresses or more than " + MAX_SIZE + " bytes");
    }
    ByteBuffer file = ByteBuffer.allocate((int) channel.size()).order(elf.get().byteOrder());
    channel.position(0);
    while (file.hasRemaining() && channel.read(file) >= 0) {
      // goes on until the end
    }
    return Optional.of(
        new ElfRelinker(file, name, elf.get()).relinked(loader, String.join(":", folders)));
  }

  /** What is added, and where in it the parts lie. */
  private record Addition(ByteBuffer bytes, int loaderSize, int dynamicStart, int dynamicSize) {}

  private byte[] relinked(String loader, String folders) {
    long offset = roundUp(file.capacity());
    long address = roundUp(endInMemory());
    Addition addition = addition(loader, folders, address);
    List<Segment> segments = segments(addition, offset, address);
    int size = Math.toIntExact(offset) + addition.bytes.capacity();
    ByteBuffer made = ByteBuffer.allocate(size).order(file.order());
    made.put(0, file, 0, file.capacity());
    made.put(Math.toIntExact(offset), addition.bytes, 0, addition.bytes.capacity());
    int table = Math.toIntExact(file.getLong(32));
    for (int i = 0; i < segments.size(); i++) {
      put(made, table + i * SEGMENT, segments.get(i));
    }
    return made.array();
  }

  private long endInMemory() {
    return elf.segments().stream()
        .filter(segment -> segment.type() == Segment.LOAD)
        .mapToLong(segment -> segment.address() + segment.memorySize())
        .max()
        .orElseThrow(() -> refused(name, "has no segment that is loaded"));
  }

  private Addition addition(String loader, String folders, long address) {
    byte[] path = (loader + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] search = (folders + "\0").getBytes(StandardCharsets.UTF_8);
    List<long[]> entries = dynamicEntries();
    byte[] strings = strings(entries);
    int dynamicStart = (path.length + ENTRY - 1) / ENTRY * ENTRY;
    int dynamicSize = (entries.size() + 2) * ENTRY;
    int stringsStart = dynamicStart + dynamicSize;
    ByteBuffer bytes =
        ByteBuffer.allocate(stringsStart + strings.length + search.length).order(file.order());
    bytes.put(0, path).put(stringsStart, strings).put(stringsStart + strings.length, search);
    int at = dynamicStart;
    at = putEntry(bytes, at, DynamicTable.RPATH, strings.length);
    for (long[] entry : entries) {
      long value = entry[1];
      if (entry[0] == DynamicTable.STRTAB) {
        value = address + stringsStart;
      } else if (entry[0] == DynamicTable.STRSZ) {
        value = (long) strings.length + search.length;
      }
      at = putEntry(bytes, at, entry[0], value);
    }
    putEntry(bytes, at, 0, 0);
    return new Addition(bytes, path.length, dynamicStart, dynamicSize);
  }

  private static int putEntry(ByteBuffer bytes, int at, long tag, long value) {
    bytes.putLong(at, tag).putLong(at + 8, value);
    return at + ENTRY;
  }

  /** All entries up to the end, without those that say where libraries are. */
  private List<long[]> dynamicEntries() {
    Segment dynamic =
        elf.segments().stream()
            .filter(segment -> segment.type() == Segment.DYNAMIC)
            .findFirst()
            .orElseThrow();
    List<long[]> entries = new ArrayList<>();
    long end = dynamic.offset() + dynamic.fileSize();
    for (long at = dynamic.offset(); at + ENTRY <= end; at += ENTRY) {
      long tag = file.getLong((int) at);
      if (tag == 0) {
        break;
      }
      if (tag != DynamicTable.RPATH && tag != DynamicTable.RUNPATH) {
        entries.add(new long[] {tag, file.getLong((int) at + 8)});
      }
    }
    return entries;
  }

  private byte[] strings(List<long[]> entries) {
    long address = value(entries, DynamicTable.STRTAB);
    long size = value(entries, DynamicTable.STRSZ);
    AddressMap addresses = new AddressMap(elf.segments(), file.capacity());
    if (size < 1 || size > addresses.available(address)) {
      throw refused(name, "has a string table of " + size + " bytes that is not in its segments");
    }
    byte[] strings = new byte[(int) size];
    file.get((int) addresses.offset(address).orElseThrow(), strings);
    return strings;
  }

  private long value(List<long[]> entries, int tag) {
    return entries.stream()
        .filter(entry -> entry[0] == tag)
        .mapToLong(entry -> entry[1])
        .reduce((_, last) -> last)
        .orElseThrow(() -> refused(name, "has no entry " + tag + " in its dynamic section"));
  }

  private List<Segment> segments(Addition addition, long offset, long address) {
    List<Segment> segments = new ArrayList<>(elf.segments());
    segments.remove(unneeded(segments));
    for (int i = 0; i < segments.size(); i++) {
      Segment old = segments.get(i);
      if (old.type() == Segment.INTERP) {
        segments.set(i, moved(old, offset, address, addition.loaderSize));
      } else if (old.type() == Segment.DYNAMIC) {
        int start = addition.dynamicStart;
        segments.set(i, moved(old, offset + start, address + start, addition.dynamicSize));
      }
    }
    int size = addition.bytes.capacity();
    segments.add(
        lastLoad(segments) + 1,
        new Segment(Segment.LOAD, READABLE_WRITABLE, offset, address, size, size, PAGE));
    return segments;
  }

  /** A note for linkers and debuggers, the last one first: the first may be asked for by Go. */
  private int unneeded(List<Segment> segments) {
    for (int type : new int[] {GNU_PROPERTY, Segment.NOTE}) {
      for (int i = segments.size() - 1; i >= 0; i--) {
        if (segments.get(i).type() == type) {
          return i;
        }
      }
    }
    throw refused(name, "has no note whose header could be used for another segment");
  }

  private static int lastLoad(List<Segment> segments) {
    int last = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).type() == Segment.LOAD) {
        last = i;
      }
    }
    return last;
  }

  private static Segment moved(Segment old, long offset, long address, long size) {
    return new Segment(old.type(), old.flags(), offset, address, size, size, old.alignment());
  }

  private static void put(ByteBuffer made, int at, Segment segment) {
    made.putInt(at, segment.type()).putInt(at + 4, segment.flags());
    made.putLong(at + 8, segment.offset()).putLong(at + 16, segment.address());
    made.putLong(at + 24, segment.address()).putLong(at + 32, segment.fileSize());
    made.putLong(at + 40, segment.memorySize()).putLong(at + 48, segment.alignment());
  }

  private static long roundUp(long number) {
    return (number + PAGE - 1) / PAGE * PAGE;
  }

  private static KobakoException refused(String name, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            name,
            fact + ", so it can't be given a loader of its own",
            "install the program on this machine instead"));
  }
}
