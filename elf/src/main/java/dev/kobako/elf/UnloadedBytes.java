package dev.kobako.elf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** How much of an ELF file is for debuggers and linkers only. */
public final class UnloadedBytes {

  private UnloadedBytes() {}

  /**
   * The bytes of the sections that {@link ElfStripper} would drop of a program or library. Reads
   * the start of the file and the section headers with their names, which mostly lie at its end.
   *
   * @param name what the file is called in messages
   * @return 0 for what is no ELF file, can't be loaded, or was stripped
   * @throws dev.kobako.diagnostic.KobakoException a finding, if the header is damaged
   */
  public static long in(SeekableByteChannel channel, String name) throws IOException {
    ElfBytes bytes = new ElfBytes(channel, name);
    if (!ElfMagic.begins(bytes)) {
      return 0;
    }
    ElfHeader header = ElfHeader.read(bytes);
    if (!header.type().loadable()) {
      return 0;
    }
    long sum = 0;
    boolean unstripped = false;
    for (Section section : new HeaderTables(bytes, header).sections()) {
      unstripped |= ElfStripper.marksUnstripped(section);
      if (!section.allocated()
          && ElfStripper.dropped(section)
          && bytes.holds(section.offset(), section.fileSize())) {
        sum += section.fileSize();
      }
    }
    return unstripped ? Math.min(sum, bytes.size()) : 0;
  }
}
