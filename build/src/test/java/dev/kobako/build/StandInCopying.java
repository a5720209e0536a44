package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Copies one file by its name. */
final class StandInCopying {
  private StandInCopying() {}

  static CopySelection select(CopyStep step, Function<CopySource, SourceTree> sources) {
    SourceTree source = sources.apply(step.from());
    ImagePath path = ImagePath.of(((CopyStep.Source.Path) step.sources().getFirst()).pattern());
    Entry.RegularFile file = source.tree().resolve(path).file().orElseThrow();
    return new CopySelection() {
      @Override
      public Digest fingerprint() {
        return source.digest(path, file);
      }

      @Override
      public SortedMap<ImagePath, Entry> onto(Tree parent) {
        SortedMap<ImagePath, Entry> entries = new TreeMap<>();
        entries.put(ImagePath.of(step.destination()), file);
        return entries;
      }
    };
  }
}
