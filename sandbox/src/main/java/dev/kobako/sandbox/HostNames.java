package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of a tree as names of the host, where Java can write them. */
final class HostNames {
  private HostNames() {}

  /** The place of {@code path} under {@code root}. */
  static Path path(Path root, ImagePath path) {
    return path.isRoot() ? root : root.resolve(path(path.toString().substring(1)));
  }

  /** A link's target, as it is. */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              "file name '" + text + "'",
              "can't be written with this locale's encoding, "
                  + System.getProperty("sun.jnu.encoding", "unknown"),
              "run in a UTF-8 locale (LC_ALL=C.UTF-8); names that are no UTF-8 can't be laid out"),
          e);
    }
  }
}
