package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /etc/ld.so.cache}: which path glibc's loader opens for a library's name. Formats as in
 * glibc's {@code sysdeps/generic/dl-cache.h}.
 */
public final class LdCache {
  /** Marks an entry whose lower half of {@code hwcap} is an index of hwcaps names. */
  static final long HWCAP_EXTENSION = 1L << 62;

  /**
   * One line of the cache.
   *
   * @param name such as {@code libc.so.6}
   * @param path what is opened
   * @param flags the kind of library, different for each machine
   * @param hwcaps the folder below {@code glibc-hwcaps} that it lies in, if it does
   * @param legacyHwcap a bit set of CPU features, as loaders before glibc 2.37 use it; mostly 0
   */
  public record Entry(
      String name, String path, int flags, Optional<String> hwcaps, long legacyHwcap) {
    public Entry {
      if (name.isEmpty() || name.indexOf('\0') >= 0 || path.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("not a name or path: " + name + " " + path);
      }
    }

    /** The entry for a library of any CPU of its machine. */
    public static Entry of(ElfFile library, String name, String path) {
      return new Entry(name, path, Machine.of(library).cacheFlags(), hwcapsOf(path), 0);
    }

    private static Optional<String> hwcapsOf(String path) {
      String folder = PathText.folder(path);
      return folder.contains("/glibc-hwcaps/")
          ? Optional.of(folder.substring(folder.lastIndexOf('/') + 1))
          : Optional.empty();
    }
  }

  private final List<Entry> entries;
  private final Map<String, List<Entry>> byName = new HashMap<>();

  private LdCache(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (Entry entry : entries) {
      byName.computeIfAbsent(entry.name(), _ -> new ArrayList<>()).add(entry);
    }
  }

  /** A cache without entries. */
  static LdCache empty() {
    return new LdCache(List.of());
  }

  /**
   * Parses the new format, the old one, and the old one with a new one behind it; both byte orders.
   *
   * @param place what the bytes are called in messages
   * @throws KobakoException a finding, if it is none of them or damaged; a loader ignores such a
   *     file
   */
  public static LdCache read(byte[] bytes, String place) {
    return new LdCache(new LdCacheReader(bytes, place).entries());
  }

  /**
   * The new format with the entries in the order that a loader needs, little-endian. The order in
   * which entries are given counts only where several have the same name, kind and hwcaps: a loader
   * takes the first of them.
   */
  public static byte[] write(List<Entry> entries) {
    return new LdCacheWriter(entries).bytes();
  }

  /**
   * How the cache orders names: by characters, but runs of digits by their number, and a digit
   * after anything else. So {@code libx.so.10} is greater than {@code libx.so.9}.
   */
  public static int compareNames(String left, String right) {
    return LdCacheWriter.compareNames(left, right);
  }

  /** All lines, in the order of the file. */
  public List<Entry> entries() {
    return entries;
  }

  /** The path for a name: the first of the CPU's hwcaps that has one, or else the general one. */
  Optional<Entry> find(String name, ElfFile program, List<String> hwcaps) {
    List<Entry> found =
        byName.getOrDefault(name, List.of()).stream()
            .filter(entry -> suits(entry, Machine.of(program)) && entry.legacyHwcap() == 0)
            .toList();
    for (String wanted : hwcaps) {
      Optional<Entry> special =
          found.stream().filter(entry -> entry.hwcaps().equals(Optional.of(wanted))).findFirst();
      if (special.isPresent()) {
        return special;
      }
    }
    return found.stream().filter(entry -> entry.hwcaps().isEmpty()).findFirst();
  }

  private static boolean suits(Entry entry, Machine machine) {
    return entry.flags() == machine.cacheFlags()
        || entry.flags() == 1
        || (machine == Machine.UNKNOWN && (entry.flags() & 0xff) == 3);
  }

  static KobakoException malformed(String place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(place, "malformed ld.so.cache: " + fact, "make it anew with ldconfig"));
  }
}
