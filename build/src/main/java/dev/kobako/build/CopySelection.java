package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a COPY or ADD takes from its sources, before it is known where it goes: wildcards, excludes
 * and parents are resolved, URLs fetched, archives recognised.
 */
public interface CopySelection {
  /**
   * The digest of all that would be copied: names, modes, owners, links, contents, capabilities;
   * not times.
   */
  Digest fingerprint();

  /**
   * The files that the fingerprint has seen; none where nobody has asked for that, and none of very
   * many.
   */
  default Optional<CopyInventory> inventory() {
    return Optional.empty();
  }

  /** The digest of the times of all that has one, in the order of the fingerprint. */
  Digest times();

  /**
   * The entries that the layer holds, parents included, when this is copied onto a tree; they are
   * put over what is there as {@link dev.kobako.tree.MemoryTree.Builder#put} does.
   *
   * @param parent of the stage so far; not looked at for --link
   */
  SortedMap<ImagePath, Entry> onto(Tree parent);
}
