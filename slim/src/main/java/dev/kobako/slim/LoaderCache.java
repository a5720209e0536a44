package dev.kobako.slim;

import dev.kobako.elf.ElfFile;
import dev.kobako.elf.LdCache;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code ld.so.cache} of the result: only where a kept library can't be found without it. */
final class LoaderCache {
  private static final ImagePath PATH = ImagePath.of("/etc/ld.so.cache");

  private LoaderCache() {}

  static void keep(Closure closure) throws IOException {
    List<LdCache.Entry> entries = new ArrayList<>();
    Optional<ImagePath> because = Optional.empty();
    for (Loading.CacheUse use : closure.cacheUses()) {
      Optional<ElfFile> elf = closure.elfAt(use.path());
      if (elf.isPresent()) {
        entries.add(LdCache.Entry.of(elf.get(), use.name(), use.path()));
        because = because.or(() -> Optional.of(closure.tree().resolve(use.path()).place()));
      }
    }
    if (because.isPresent()) {
      closure.generate(
          PATH,
          new Entry.RegularFile(Attributes.of(0644), Content.of(LdCache.write(entries)), 0),
          Reason.needed(because.get(), "made by kobako, the only way for the loader to find"));
    }
  }
}
