package dev.kobako.elf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/** A root file system as a dynamic loader sees it. */
public interface LoaderView {
  /**
   * The regular file at a path, links followed inside the root.
   *
   * @param path absolute; may hold {@code ..} and doubled slashes
   * @return empty if there is no regular file
   */
  Optional<Found> find(String path);

  /** The names in a folder, sorted, links to the folder followed; none if there is no folder. */
  List<String> names(String directory);

  /** A regular file of the root. */
  interface Found {
    /** Its path without any link; two files with the same one are the same file. */
    String realPath();

    /** Opens it for reading; the caller closes. */
    SeekableByteChannel open() throws IOException;

    /**
     * What it says about itself as an ELF file; empty if it is not ELF. Parsed whenever it is asked
     * for, unless a view remembers.
     *
     * @throws dev.kobako.diagnostic.KobakoException a finding, if it is ELF but malformed
     */
    default Optional<ElfFile> elf() throws IOException {
      try (SeekableByteChannel channel = open()) {
        return ElfFile.read(channel, realPath());
      }
    }
  }
}
