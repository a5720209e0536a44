package dev.kobako.slim;

import dev.kobako.tree.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What modules' files say about other modules, each file read once: the statements of source text;
 * of byte code and of libraries the constants that look like names, since compilers keep those of
 * imported modules as such.
 */
final class PythonReader {
  private static final long LONGEST_SOURCE = 8 << 20;
  private static final int MOST_TEXTS = 100_000;

  private final Closure closure;
  private final Map<String, PythonImports> read = new HashMap<>();

  PythonReader(Closure closure) {
    this.closure = closure;
  }

  /** What a module says that is imported, not started. */
  PythonImports imports(PythonModule module) throws IOException {
    PythonImports known = read.get(module.path());
    if (known == null) {
      known = fresh(module);
      read.put(module.path(), known);
    }
    return known;
  }

  private PythonImports fresh(PythonModule module) throws IOException {
    Optional<Entry.RegularFile> file = closure.tree().resolve(module.path()).file();
    if (file.isEmpty()) {
      return PythonImports.NONE;
    }
    return switch (module.form()) {
      case SOURCE -> PythonSource.read(text(file.get()), false);
      case COMPILED -> named(compiled(file.get()));
      case EXTENSION -> named(ElfConstants.of(module.path(), closure, PythonSource::couldName));
      case NAMESPACE -> PythonImports.NONE;
    };
  }

  /** What a file says that is started as the program. */
  PythonImports main(Entry.RegularFile file) throws IOException {
    return PythonSource.read(text(file), true);
  }

  private static String text(Entry.RegularFile file) throws IOException {
    return file.content().size() > LONGEST_SOURCE
        ? ""
        : new String(file.content().bytes(), StandardCharsets.UTF_8);
  }

  private static PythonImports named(Set<String> texts) {
    return new PythonImports(List.of(), texts, Set.of(), Set.of(), Set.of());
  }

  /** Short strings of marshalled code: names and constants have a byte for their length. */
  private static Set<String> compiled(Entry.RegularFile file) throws IOException {
    Set<String> texts = new LinkedHashSet<>();
    if (file.content().size() > LONGEST_SOURCE) {
      return texts;
    }
    byte[] bytes = file.content().bytes();
    for (int i = 16; i + 2 < bytes.length && texts.size() < MOST_TEXTS; i++) {
      int type = bytes[i] & 0x7f;
      int length = bytes[i + 1] & 0xff;
      if ((type == 'z' || type == 'Z') && length > 0 && i + 2 + length <= bytes.length) {
        String text = new String(bytes, i + 2, length, StandardCharsets.ISO_8859_1);
        if (PythonSource.couldName(text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
