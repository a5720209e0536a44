package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.Set;

/** Folders in which package managers of languages keep what they install. */
final class PackageTrees {
  private static final Set<String> NAMES =
      Set.of(
          "node_modules",
          "site-packages",
          "dist-packages",
          "vendor",
          "gems",
          "bower_components",
          "__pycache__",
          ".git");

  private PackageTrees() {}

  /** Whether a path lies in one of them. */
  static boolean contains(ImagePath path) {
    return path.names().stream().anyMatch(NAMES::contains);
  }
}
