package dev.kobako.ladder;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfStripper;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Set;
import java.util.TreeSet;

/**
 * Debug information and symbol tables of linked programs and libraries, as {@code strip} drops
 * them: nothing that is loaded changes. Object files and archives, which linkers need, stay as they
 * are.
 */
final class DebugSections implements CleanRule {
  /** A smaller file has no debug information that would be worth a look. */
  private static final long SMALLEST = 4096;

  @Override
  public String name() {
    return "debug-sections";
  }

  @Override
  public String about() {
    return "Debug information and symbol tables in programs and libraries, which only debuggers and"
        + " profilers read; what is loaded stays byte for byte.";
  }

  @Override
  public void clean(Cleaning cleaning) throws IOException {
    Set<Long> seen = new TreeSet<>();
    for (ImagePath path : CleanPaths.files(cleaning, cleaning::stays)) {
      if (cleaning.tree().entry(path).orElse(null) instanceof Entry.RegularFile file
          && file.content().size() >= SMALLEST
          && (file.inode() == 0 || seen.add(file.inode()))) {
        strip(path, file.content(), cleaning);
      }
    }
  }

  private static void strip(ImagePath path, Content content, Cleaning cleaning) throws IOException {
    try (SeekableByteChannel channel = content.openChannel()) {
      ElfFile elf = ElfFile.read(channel, path.toString()).orElse(null);
      if (elf != null) {
        ElfStripper.strip(channel, elf)
            .ifPresent(stripped -> cleaning.replace(path, new SplicedContent(content, stripped)));
      }
    } catch (KobakoException _) {
      // a damaged ELF file that nothing loads stays as it is
    }
  }
}
