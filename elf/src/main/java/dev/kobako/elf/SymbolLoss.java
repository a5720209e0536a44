package dev.kobako.elf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether two ELF files are the same program, of which the second has no symbols and no debug
 * information.
 *
 * <p>Linkers that leave these out keep all that is loaded, byte by byte, but for the build id,
 * which is a digest of the whole file. Go's writes the flags that it was called with into the
 * program as well, so that what is behind them moves and addresses in code and data are others:
 * there the code must be as long as it was, and the table of all functions the same.
 */
public final class SymbolLoss {
  private static final int NOTE = 7;
  private static final long EXECUTABLE = 4;
  private static final String GO = ".go.buildinfo";
  private static final String GO_FUNCTIONS = ".gopclntab";
  private static final int CHUNK = 1 << 16;

  private SymbolLoss() {}

  /**
   * Compares two files, which stay open.
   *
   * @param name what both are called in messages
   * @return false also where one of them can't be loaded, the first has nothing to lose, or the
   *     second still has some of it
   * @throws dev.kobako.diagnostic.KobakoException a finding, if a header is damaged
   */
  public static boolean isBetween(
      SeekableByteChannel before, SeekableByteChannel after, String name) throws IOException {
    if (UnloadedBytes.in(before, name) == 0 || UnloadedBytes.in(after, name) != 0) {
      return false;
    }
    var old = ElfFile.read(before, name);
    var now = ElfFile.read(after, name);
    return old.isPresent()
        && now.isPresent()
        && isOneKind(old.get(), now.get())
        && isSameMemory(
            new Loaded(old.get(), new ElfBytes(before, name)),
            new Loaded(now.get(), new ElfBytes(after, name)));
  }

  private static boolean isOneKind(ElfFile old, ElfFile now) {
    return now.type().loadable()
        && old.type().equals(now.type())
        && old.machine() == now.machine()
        && old.elfClass().equals(now.elfClass())
        && old.interpreter().equals(now.interpreter())
        && old.needed().equals(now.needed())
        && old.soname().equals(now.soname())
        && old.rpath().equals(now.rpath())
        && old.runpath().equals(now.runpath())
        && old.exportedSymbols().equals(now.exportedSymbols())
        && old.importedSymbols().equals(now.importedSymbols());
  }

  private static boolean isSameMemory(Loaded old, Loaded now) throws IOException {
    if (old.sections.size() != now.sections.size()) {
      return false;
    }
    boolean go = old.sections.stream().anyMatch(each -> each.name().equals(GO));
    for (int i = 0; i < old.sections.size(); i++) {
      Section one = old.sections.get(i);
      Section other = now.sections.get(i);
      boolean same =
          one.name().equals(other.name())
              && one.type() == other.type()
              && one.flags() == other.flags();
      boolean sized = one.size() == other.size();
      boolean free = go && !one.name().equals(GO_FUNCTIONS);
      if (!same
          || (!sized && !(free && (one.flags() & EXECUTABLE) == 0))
          || (!free && one.type() != NOTE && !isSame(old, one, now, other))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(Loaded old, Section one, Loaded now, Section other)
      throws IOException {
    long size = one.fileSize();
    if (!old.bytes.holds(one.offset(), size) || !now.bytes.holds(other.offset(), size)) {
      return false;
    }
    for (long at = 0; at < size; at += CHUNK) {
      int length = (int) Math.min(CHUNK, size - at);
      if (!old.bytes
          .slice(one.offset() + at, length)
          .equals(now.bytes.slice(other.offset() + at, length))) {
        return false;
      }
    }
    return true;
  }

  /** What of a file is in memory when it runs. */
  private static final class Loaded {
    private final List<Section> sections = new ArrayList<>();
    private final ElfBytes bytes;

    Loaded(ElfFile file, ElfBytes bytes) {
      this.bytes = bytes;
      file.sections().stream().filter(Section::allocated).forEach(sections::add);
    }
  }
}
