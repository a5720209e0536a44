package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The folders above a path, by which families find where an installation begins. */
final class Ancestors {
  private Ancestors() {}

  /** The nearest folder above a path that the test accepts. */
  static Optional<ImagePath> nearest(ImagePath path, Predicate<ImagePath> test) {
    Optional<ImagePath> at = path.parent();
    while (at.isPresent() && !test.test(at.get())) {
      at = at.get().parent();
    }
    return at;
  }

  /** The nearest folder above a path that has this name. */
  static Optional<ImagePath> named(ImagePath path, String name) {
    return path.toString().contains("/" + name + "/")
        ? nearest(path, folder -> folder.name().equals(name))
        : Optional.empty();
  }

  /** The names from a folder down to a path below it. */
  static List<String> below(ImagePath folder, ImagePath path) {
    return path.names().subList(folder.names().size(), path.names().size());
  }

  /** The name of the folder that a path is in; empty for the root and what is in it. */
  static String parentName(ImagePath path) {
    return path.parent().map(ImagePath::name).orElse("");
  }
}
