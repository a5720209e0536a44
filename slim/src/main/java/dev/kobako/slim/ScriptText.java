package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of a script or module, as far as it is read for what it loads. */
final class ScriptText {
  /** A longer file is no text that somebody wrote. */
  private static final long LONGEST = 8 << 20;

  private ScriptText() {}

  /** The text at a path; empty where there is no file, or none that is read. */
  static Optional<String> at(String path, Closure closure) throws IOException {
    return at(path, closure.tree());
  }

  /** The same in any tree. */
  static Optional<String> at(String path, Tree tree) throws IOException {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    Optional<Entry.RegularFile> file = tree.resolve(path).file();
    return file.isEmpty() || file.get().content().size() > LONGEST
        ? Optional.empty()
        : Optional.of(new String(file.get().content().bytes(), StandardCharsets.UTF_8));
  }
}
