package dev.kobako.slim;

import dev.kobako.elf.ElfCodeStrings;
import dev.kobako.elf.ElfStrings;
import dev.kobako.elf.LoaderView;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts in an ELF file that knowledge looks at, read when they are first asked for. */
final class ObjectTexts {
  private static final int SHORTEST_CONSTANT = 3;

  /** As {@code a.so}. */
  private static final int SHORTEST_LIBRARY = 4;

  private final LoadedObject object;
  private final LoaderView view;
  private @Nullable Set<String> constants;
  private @Nullable Set<String> built;

  ObjectTexts(LoadedObject object, LoaderView view) {
    this.object = object;
    this.view = view;
  }

  /** The text constants, in the order of the file; see {@link ElfStrings}. */
  Set<String> constants() throws IOException {
    if (constants == null) {
      Set<String> texts = new LinkedHashSet<>();
      Optional<LoaderView.Found> file = view.find(object.path().toString());
      if (file.isPresent()) {
        try (SeekableByteChannel channel = file.get().open()) {
          ElfStrings.forEach(channel, object.elf(), SHORTEST_CONSTANT, texts::add);
        }
      }
      constants = Collections.unmodifiableSet(texts);
    }
    return constants;
  }

  /** Texts that the code puts together from numbers; see {@link ElfCodeStrings}. */
  Set<String> built() throws IOException {
    if (built == null) {
      Set<String> texts = new LinkedHashSet<>();
      Optional<LoaderView.Found> file = view.find(object.path().toString());
      if (file.isPresent()) {
        try (SeekableByteChannel channel = file.get().open()) {
          ElfCodeStrings.forEach(channel, object.elf(), SHORTEST_LIBRARY, texts::add);
        }
      }
      built = Collections.unmodifiableSet(texts);
    }
    return built;
  }
}
