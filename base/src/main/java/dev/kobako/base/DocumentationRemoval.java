package dev.kobako.base;

import dev.kobako.debian.DocumentationPaths;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Documentation goes, as {@link DocumentationPaths} tells it. Copyright files stay unless that is
 * not wanted either, and so do the links by which a package's copyright is found in another's
 * folder; the licences that they refer to go with them.
 */
final class DocumentationRemoval implements Effect {
  private static final ImagePath LICENCES = ImagePath.of("/usr/share/common-licenses");

  private final boolean copyright;

  /**
   * @param copyright whether copyright files stay
   */
  DocumentationRemoval(boolean copyright) {
    this.copyright = copyright;
  }

  @Override
  public String standsFor() {
    return "documentation";
  }

  @Override
  public void apply(Draft draft) {
    Tree tree = draft.tree();
    Set<ImagePath> kept = new HashSet<>();
    List<ImagePath> documentation = new ArrayList<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (DocumentationPaths.contains(path)) {
            documentation.add(path);
            if (copyright && leadsToCopyright(tree, path, entry)) {
              keep(path, kept);
            }
          }
        });
    documentation.removeIf(path -> kept.contains(path) || !isTopmost(path, kept));
    draft.drop(documentation, "documentation");
    if (!copyright && tree.entry(LICENCES).isPresent()) {
      draft.drop(List.of(LICENCES), "texts of licences");
    }
  }

  private static void keep(ImagePath path, Set<ImagePath> kept) {
    for (ImagePath each = path; kept.add(each) && !each.isRoot(); ) {
      each = each.parent().orElseThrow();
    }
  }

  private static boolean isTopmost(ImagePath path, Set<ImagePath> kept) {
    ImagePath parent = path.parent().orElseThrow();
    return !DocumentationPaths.contains(parent) || kept.contains(parent);
  }

  private static boolean leadsToCopyright(Tree tree, ImagePath path, Entry entry) {
    return switch (entry) {
      case Entry.RegularFile _ -> DocumentationPaths.isCopyright(path);
      case Entry.Symlink _ -> DocumentationPaths.isCopyright(path) || isLinkedFolder(tree, path);
      case Entry.Directory _, Entry.Device _, Entry.Fifo _ -> false;
    };
  }

  /** {@code /usr/share/doc/NAME}, a link to the folder of the package that it was built with. */
  private static boolean isLinkedFolder(Tree tree, ImagePath link) {
    return link.parent().filter(ImagePath.of("/usr/share/doc")::equals).isPresent()
        && tree.resolve(link + "/copyright").file().isPresent();
  }
}
