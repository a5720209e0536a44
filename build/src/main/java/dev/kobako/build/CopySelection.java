package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.Tree;
import java.util.Optional;

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

  /**
   * How many bytes of large files the fingerprint would read, where these go into the layer as they
   * are. If a layer is written first that need not be: writing makes their digests known.
   */
  default long unread() {
    return 0;
  }

  /** The digest of the times of all that has one, in the order of the fingerprint. */
  Digest times();

  /**
   * What the layer holds, parents included, when this is copied onto a tree. Entries are put over
   * what is there as {@link dev.kobako.tree.MemoryTree.Builder#put} does.
   *
   * @param parent of the stage so far; not looked at for --link
   */
  LayerChanges onto(Tree parent);
}
