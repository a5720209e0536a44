package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;

/** A tree that files are copied from, with the digests of their contents. */
public interface SourceTree {
  Tree tree();

  /**
   * The SHA-256 of a regular file's content; looked up where the file is known not to have changed.
   */
  Digest digest(ImagePath path, Entry.RegularFile file);
}
