package dev.kobako.slim;

import dev.kobako.debian.DocumentationPaths;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of an installed Debian package where they are in a tree. */
public final class PackageFiles {
  private PackageFiles() {}

  /**
   * The places of all that a package owns and that is there, less its documentation; on a system
   * with merged /usr the database may have another path.
   */
  public static List<ImagePath> places(InstalledPackage owner, Tree tree) {
    List<ImagePath> places = new ArrayList<>();
    for (ImagePath path : owner.files()) {
      if (!DocumentationPaths.contains(path)) {
        Resolution folder = tree.resolve(path.parent().orElse(path));
        ImagePath place =
            path.isRoot() || folder.entry().isEmpty() ? path : folder.place().child(path.name());
        if (tree.entry(place).isPresent()) {
          places.add(place);
        }
      }
    }
    return places;
  }

  /** Keeps them, with what ELF files among them load. */
  public static void keep(InstalledPackage owner, Closure closure, Reason reason)
      throws IOException {
    for (ImagePath place : places(owner, closure.source().tree())) {
      closure.keepData(place, reason);
    }
  }
}
