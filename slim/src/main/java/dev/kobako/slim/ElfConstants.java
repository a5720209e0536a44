package dev.kobako.slim;

import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfStrings;
import dev.kobako.tree.Entry;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The text constants of an interpreter or extension that are of one form, such as names. */
final class ElfConstants {
  private static final int SHORTEST = 3;
  private static final int MOST = 100_000;
  private static final long LONGEST_FILE = 256L << 20;

  private ElfConstants() {}

  /** Those of the file at a path, in its order; none where there is no ELF file. */
  static Set<String> of(String path, Closure closure, Predicate<String> form) throws IOException {
    Set<String> texts = new LinkedHashSet<>();
    Optional<ElfFile> elf = closure.elfAt(path);
    Optional<Entry.RegularFile> file = closure.tree().resolve(path).file();
    if (elf.isPresent() && file.isPresent() && file.get().content().size() <= LONGEST_FILE) {
      try (SeekableByteChannel channel = file.get().content().openChannel()) {
        ElfStrings.forEach(
            channel,
            elf.get(),
            SHORTEST,
            text -> {
              if (texts.size() < MOST && form.test(text)) {
                texts.add(text);
              }
            });
      }
    }
    return texts;
  }
}
