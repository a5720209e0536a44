package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** One section of an ELF file by its name. */
public final class NamedSection {

  private NamedSection() {}

  /**
   * Its bytes, as many as are wanted. Reads nothing but these and the section headers, which mostly
   * lie at the end of the file.
   *
   * @param file what the file is called in messages
   * @param most how many bytes at most
   * @return empty where there is no such section, or the file is no ELF file
   * @throws dev.kobako.diagnostic.KobakoException a finding, if the header is damaged
   */
  public static Optional<byte[]> of(
      SeekableByteChannel channel, String file, String section, int most) throws IOException {
    ElfBytes bytes = new ElfBytes(channel, file);
    if (!ElfMagic.begins(bytes)) {
      return Optional.empty();
    }
    HeaderTables tables = new HeaderTables(bytes, ElfHeader.read(bytes));
    for (Section each : tables.sections()) {
      if (each.name().equals(section) && bytes.holds(each.offset(), each.fileSize())) {
        ByteBuffer found = bytes.slice(each.offset(), (int) Math.min(most, each.fileSize()));
        byte[] copy = new byte[found.remaining()];
        found.get(copy);
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }
}
