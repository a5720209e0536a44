package dev.kobako.ladder;

import dev.kobako.packages.CompiledPython;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Compiled Python modules beside their sources. What a run opened goes as well: it looked at the
 * source first, which then stays, and asks for nothing else.
 */
final class PythonBytecode implements CleanRule {
  /** As the user switches it off. */
  static final String NAME = "python-bytecode";

  /** The header's flags, from the fifth byte on, say that the source is not looked at (PEP 552). */
  private static final int FLAGS = 4;

  private static final int UNCHECKED = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "Compiled Python modules whose source is there: Python compiles it again when"
        + " it is imported.";
  }

  @Override
  public void clean(Cleaning cleaning) throws IOException {
    for (ImagePath path : CleanPaths.files(cleaning, CompiledPython::is)) {
      if (cleaning.stays(CompiledPython.source(path)) && !isUnchecked(path, cleaning.tree())) {
        cleaning.remove(path);
      }
    }
  }

  /**
   * The source that says the same as a compiled module; empty where there's none, or it may not.
   */
  static Optional<ImagePath> insteadOf(ImagePath compiled, Tree tree) throws IOException {
    return CompiledPython.is(compiled)
            && tree.entry(CompiledPython.source(compiled)).orElse(null) instanceof Entry.RegularFile
            && !isUnchecked(compiled, tree)
        ? Optional.of(CompiledPython.source(compiled))
        : Optional.empty();
  }

  /** Byte code that is never compared with its source is what runs, whatever the source says. */
  private static boolean isUnchecked(ImagePath compiled, Tree tree) throws IOException {
    if (!(tree.entry(compiled).orElse(null) instanceof Entry.RegularFile file)) {
      return false;
    }
    try (InputStream in = file.content().open()) {
      byte[] head = in.readNBytes(FLAGS + 1);
      return head.length > FLAGS && head[FLAGS] == UNCHECKED;
    }
  }
}
