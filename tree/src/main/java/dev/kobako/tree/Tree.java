package dev.kobako.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A root file system as a value. Nothing of it can be changed; contents stay where they are until
 * they are opened.
 */
public interface Tree {
  /**
   * The entry exactly at {@code path}. No link is followed, neither the last name nor on the way: a
   * path through a link has no entry.
   */
  Optional<Entry> entry(ImagePath path);

  /** The names in the directory at {@code path}, sorted; none where there is no directory. */
  List<String> names(ImagePath directory);

  /**
   * Follows {@code path} as the kernel would with this tree as its root: links, {@code .} and
   * {@code ..} included. Never leaves the root and follows at most {@value Resolution#MAX_LINKS}
   * links.
   *
   * @param path absolute; {@code ..} is allowed
   */
  default Resolution resolve(String path) {
    return Resolution.of(this::entry, path);
  }

  /** The same for a path without {@code ..}. */
  default Resolution resolve(ImagePath path) {
    return Resolution.of(this::entry, path.toString());
  }

  /** Visits {@code start} and all entries below it, parents first, in the order of the paths. */
  default void walk(ImagePath start, BiConsumer<ImagePath, Entry> visitor) {
    Optional<Entry> entry = entry(start);
    if (entry.isEmpty()) {
      return;
    }
    visitor.accept(start, entry.get());
    if (entry.get() instanceof Entry.Directory) {
      for (String name : names(start)) {
        walk(start.child(name), visitor);
      }
    }
  }
}
