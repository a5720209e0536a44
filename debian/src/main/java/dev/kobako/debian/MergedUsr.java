package dev.kobako.debian;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The two names of a file where {@code /lib} is a link to {@code /usr/lib}, and likewise {@code
 * bin}, {@code sbin}, {@code lib64}: packages were built with either, and the database keeps the
 * name they were built with. Where {@code /lib} is a folder of its own the names differ in meaning,
 * so only what is a link in this tree counts.
 */
final class MergedUsr {
  private static final ImagePath USR = ImagePath.of("/usr");

  private final Set<String> linked;

  private MergedUsr(Set<String> linked) {
    this.linked = linked;
  }

  static MergedUsr of(Tree tree) {
    Set<String> linked = new TreeSet<>();
    for (String name : tree.names(ImagePath.ROOT)) {
      if (tree.entry(ImagePath.ROOT.child(name)).orElse(null) instanceof Entry.Symlink link
          && (link.target().equals("usr/" + name) || link.target().equals("/usr/" + name))) {
        linked.add(name);
      }
    }
    return new MergedUsr(linked);
  }

  /** The other name of {@code path}; empty where it has only one. */
  Optional<ImagePath> otherName(ImagePath path) {
    String text = path.toString();
    boolean below = path.startsWith(USR) && !path.equals(USR);
    String rest = below ? text.substring(USR.toString().length()) : text;
    int slash = rest.indexOf('/', 1);
    if (slash < 0 || !linked.contains(rest.substring(1, slash))) {
      return Optional.empty();
    }
    return Optional.of(ImagePath.of(below ? rest : USR + text));
  }
}
