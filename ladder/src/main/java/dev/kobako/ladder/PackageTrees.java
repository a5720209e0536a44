package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Folders in which package managers of languages keep what they install. */
final class PackageTrees {
  private static final Set<String> NAMES =
      Set.of("node_modules", "site-packages", "dist-packages", "__pycache__", ".git");

  /** What Composer, Bundler and Go leave in a folder {@code vendor}; others are an author's own. */
  private static final List<String> IN_VENDOR =
      List.of("composer", "bundle", "cache", "modules.txt");

  private PackageTrees() {}

  /** Whether a path lies in one of them, or is one. */
  static boolean contains(ImagePath path, Tree tree) {
    for (Optional<ImagePath> at = Optional.of(path); at.isPresent(); at = at.get().parent()) {
      if (isOne(at.get(), tree)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a folder is one of them, wherever it is. */
  static boolean isOne(ImagePath folder, Tree tree) {
    String name = folder.name();
    return switch (name) {
      case "vendor" ->
          IN_VENDOR.stream().anyMatch(each -> tree.entry(folder.child(each)).isPresent());
      case "gems" ->
          folder
              .parent()
              .filter(home -> tree.entry(home.child("specifications")).isPresent())
              .isPresent();
      default -> NAMES.contains(name);
    };
  }
}
