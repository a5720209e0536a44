package dev.kobako.ladder;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The paths that clean rules are about, as a tree has them. */
final class CleanPaths {
  private static final ImagePath HOMES = ImagePath.of("/home");

  private CleanPaths() {}

  /** Takes away all in a folder; the folder stays, since who fills it again may not make it. */
  static void empty(Cleaning cleaning, String folder) {
    empty(cleaning, ImagePath.of(folder), _ -> true);
  }

  /** Takes away what the filter lets through of all in a folder, which stays. */
  static void empty(Cleaning cleaning, ImagePath folder, Predicate<ImagePath> filter) {
    for (String name : cleaning.tree().names(folder)) {
      ImagePath path = folder.child(name);
      if (filter.test(path)) {
        cleaning.remove(path);
      }
    }
  }

  /** Regular files of the whole tree that the filter lets through, sorted. */
  static List<ImagePath> files(Cleaning cleaning, Predicate<ImagePath> filter) {
    List<ImagePath> files = new ArrayList<>();
    cleaning
        .tree()
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              if (entry instanceof Entry.RegularFile && filter.test(path)) {
                files.add(path);
              }
            });
    return files;
  }

  /** The home folders: root's and those of users, by where they are as a rule. */
  static List<ImagePath> homes(Cleaning cleaning) {
    List<ImagePath> homes = new ArrayList<>();
    homes.add(ImagePath.of("/root"));
    cleaning.tree().names(HOMES).forEach(name -> homes.add(HOMES.child(name)));
    return homes;
  }
}
