package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of an installed package, without what nobody loads: tests, documents, type
 * declarations, source maps, what native addons were built from, and addons for other platforms.
 */
final class NodePackageFiles {
  /** Beside those of {@link PackageDeadWeight}; packages in a package are used by themselves. */
  private static final Set<String> DEAD_FOLDERS =
      Set.of("obj.target", ".deps", "man", "node_modules");

  private static final List<String> DEAD_ENDS = List.of(".mk", ".d", ".tsbuildinfo");

  private static final int DEEPEST = 64;
  private static final int MOST = 50_000;

  private final Tree tree;
  private final String platform;

  /**
   * Of packages for one architecture.
   *
   * @param machine as Node calls it: {@code x64}, {@code arm64}
   */
  NodePackageFiles(Tree tree, String machine) {
    this.tree = tree;
    this.platform = "linux-" + machine;
  }

  /** Everything of a package, in order. */
  List<ImagePath> all(ImagePath folder) {
    List<ImagePath> files = new ArrayList<>();
    collect(folder, files, 0);
    return files;
  }

  /** Its native addons for this platform, and the libraries that come with them. */
  List<ImagePath> addons(ImagePath folder) {
    return all(folder).stream()
        .filter(path -> path.name().endsWith(".node") || path.name().contains(".so"))
        .toList();
  }

  private void collect(ImagePath folder, List<ImagePath> files, int depth) {
    boolean isPrebuilt = folder.name().equals("prebuilds");
    for (String name : tree.names(folder)) {
      ImagePath path = folder.child(name);
      Optional<Entry> entry = tree.entry(path);
      if (entry.orElse(null) instanceof Entry.Directory) {
        boolean isOther = isPrebuilt && !name.startsWith(platform);
        if (depth < DEEPEST && !isOther && !isDeadFolder(name)) {
          collect(path, files, depth + 1);
        }
      } else if (entry.isPresent() && files.size() < MOST && !isDead(name)) {
        files.add(path);
      }
    }
  }

  private static boolean isDeadFolder(String name) {
    return DEAD_FOLDERS.contains(name) || PackageDeadWeight.isFolder(name);
  }

  private static boolean isDead(String name) {
    return PackageDeadWeight.isFile(name) || DEAD_ENDS.stream().anyMatch(name::endsWith);
  }

  /** Whether a file of this name has program text. */
  static boolean isCode(String name) {
    return name.endsWith(".js")
        || name.endsWith(".cjs")
        || name.endsWith(".mjs")
        || name.endsWith(".ts")
        || name.endsWith(".mts")
        || name.endsWith(".cts");
  }
}
