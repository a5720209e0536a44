package dev.kobako.cli;

import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.List;

/** The chain of reasons from a path to the user's own words. */
final class WhyReport {
  private WhyReport() {}

  /**
   * Prints the chain.
   *
   * @return 0, or 1 where the path is not kept
   */
  static int print(KeepSet keepSet, Tree tree, String path, Console console) {
    String absolute = path.startsWith("/") ? path : console.workingDirectory() + "/" + path;
    List<Kept> chain = List.of();
    if (!absolute.contains("/..")) {
      chain = keepSet.why(ImagePath.of(absolute));
    }
    if (chain.isEmpty()) {
      chain = keepSet.why(tree.resolve(absolute).place());
    }
    if (chain.isEmpty()) {
      console.out().println(absolute + " would not be in the image");
      return 1;
    }
    String indent = "";
    for (Kept kept : chain) {
      console.out().println(indent + kept.path() + "  " + kept.reason().text());
      indent += "  ";
    }
    return 0;
  }
}
