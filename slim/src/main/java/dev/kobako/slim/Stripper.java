package dev.kobako.slim;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfStripper;
import dev.kobako.elf.SplicedFile;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Drops from every kept ELF file what is never loaded: symbol tables, debug sections, comments. */
final class Stripper {
  private final Path scratch;
  private final Map<Long, Content> byInode = new HashMap<>();
  private long saved;

  /** A stripper that puts what it makes into {@code scratch}, which outlives the result. */
  Stripper(Path scratch) {
    this.scratch = scratch;
  }

  /** The bytes that all stripped files lost together. */
  long saved() {
    return saved;
  }

  /** The keep set with stripped files. */
  KeepSet strip(KeepSet keepSet) {
    return keepSet.mapEntries(this::strip);
  }

  private Kept strip(Kept kept) {
    if (!(kept.entry() instanceof Entry.RegularFile file)) {
      return kept;
    }
    Content known = file.inode() == 0 ? null : byInode.get(file.inode());
    if (known == null) {
      known = stripped(kept, file);
      if (file.inode() != 0) {
        byInode.put(file.inode(), known);
      }
    }
    return known.equals(file.content())
        ? kept
        : new Kept(
            kept.path(),
            new Entry.RegularFile(file.attributes(), known, file.inode()),
            kept.reason());
  }

  private Content stripped(Kept kept, Entry.RegularFile file) {
    try (SeekableByteChannel channel = file.content().openChannel()) {
      Optional<ElfFile> elf = ElfFile.read(channel, kept.path().toString());
      if (elf.isEmpty()) {
        return file.content();
      }
      Optional<SplicedFile> smaller = ElfStripper.strip(channel, elf.get());
      if (smaller.isEmpty()) {
        return file.content();
      }
      Path made = Files.createTempFile(scratch, "stripped", "");
      try (OutputStream out = Files.newOutputStream(made)) {
        smaller.get().writeTo(channel, out);
      }
      saved += smaller.get().saved();
      return Content.of(made, smaller.get().size());
    } catch (KobakoException e) {
      // A damaged ELF file that nothing loads stays as it is.
      return file.content();
    } catch (IOException e) {
      throw SourceFailure.reading(kept.path(), e);
    }
  }
}
