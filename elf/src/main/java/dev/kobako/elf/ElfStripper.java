package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drops the sections that are not loaded: symbol tables, debug information, compiler comments.
 *
 * <p>The bytes of all segments stay where they are, so that nothing that the kernel or a loader
 * sees changes. Behind them come sections that are neither loaded nor known to be droppable (a
 * program may read its own), the names, and headers for the sections that stay.
 */
public final class ElfStripper {
  /** Sections that only linkers and debuggers read, and what marks a file as not stripped yet. */
  private static final List<String> DEBUG =
      List.of(".debug_", ".zdebug_", ".stab", ".line", ".gdb_index", ".gnu_debugdata");

  private static final Set<String> DROPPED =
      Set.of(
          ".symtab",
          ".symtab_shndx",
          ".strtab",
          ".shstrtab",
          ".comment",
          ".gnu_debuglink",
          ".gnu_debugaltlink",
          ".gnu.build.attributes",
          ".note.stapsdt",
          ".note.GNU-stack");

  /** Alignment between sections; what lies in a larger hole may belong to someone. */
  private static final int MAX_HOLE = 4096;

  /** From here on the file header counts in another way; linked files have some dozens. */
  private static final int MAX_SECTIONS = 0xff00 - 2;

  private ElfStripper() {}

  /**
   * Plans the smaller file. Reads only what lies between the sections.
   *
   * @param channel the file; stays open
   * @return empty if there is nothing to drop, if the file is relocatable (an object file or a
   *     kernel module), or if it holds bytes that no section or segment accounts for, such as the
   *     payload of a self-extracting program
   */
  public static Optional<SplicedFile> strip(SeekableByteChannel channel, ElfFile elf)
      throws IOException {
    long size = channel.size();
    if (!elf.type().loadable()
        || elf.sections().stream().noneMatch(ElfStripper::marksUnstripped)
        || elf.sections().size() > MAX_SECTIONS) {
      return Optional.empty();
    }
    FileLayout layout = new FileLayout(elf, size);
    if (!layout.whole() || hasPayload(channel, layout)) {
      return Optional.empty();
    }
    SplicedFile stripped =
        new SplicedFile(size, new StrippedLayout(elf, layout.loadedEnd()).pieces(channel));
    return stripped.saved() > 0 ? Optional.of(stripped) : Optional.empty();
  }

  /** Whether a section that is not loaded goes away. */
  static boolean dropped(Section section) {
    boolean relocations = section.type() == Section.RELA || section.type() == Section.REL;
    return section.type() == Section.SYMTAB
        || section.type() == Section.SYMTAB_SHNDX
        || relocations
        || isDebug(section)
        || DROPPED.contains(section.name());
  }

  /** Whether a file with this section was not stripped yet. */
  static boolean marksUnstripped(Section section) {
    return !section.allocated()
        && section.fileSize() > 0
        && (section.type() == Section.SYMTAB || isDebug(section));
  }

  private static boolean isDebug(Section section) {
    return DEBUG.stream().anyMatch(section.name()::startsWith);
  }

  /** Whether bytes behind the segments belong to no section: too many for a gap, or not zero. */
  private static boolean hasPayload(SeekableByteChannel channel, FileLayout layout)
      throws IOException {
    for (FileLayout.Extent hole : layout.holes()) {
      if (hole.end() - hole.start() >= MAX_HOLE) {
        return true;
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) (hole.end() - hole.start()));
      channel.position(hole.start());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // goes on until the end
      }
      for (byte value : bytes.array()) {
        if (value != 0) {
          return true;
        }
      }
    }
    return false;
  }
}
