package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.List;
import java.util.Optional;

/** A tree that files are copied from, with the digests of their contents. */
public interface SourceTree {
  Tree tree();

  /**
   * The SHA-256 of a regular file's content; looked up where the file is known not to have changed.
   */
  Digest digest(ImagePath path, Entry.RegularFile file);

  /** The bytes of the same. */
  default byte[] sha256(ImagePath path, Entry.RegularFile file) {
    return digest(path, file).bytes();
  }

  /** Whether the digest of a file can be told without reading it. */
  default boolean isKnown(Entry.RegularFile file) {
    return false;
  }

  /** The folder of this machine that it is, where it is one: absolute, of the host. */
  default Optional<String> folder() {
    return Optional.empty();
  }

  /**
   * What is asked of it so far, where somebody sends it who sends nothing else; none where all of
   * it is there in any case.
   */
  default Optional<AskedPaths> asked() {
    return Optional.empty();
  }

  /** The same files, where it is known what a build asks of them. */
  default SourceTree asking(AskedPaths asked) {
    return this;
  }

  /**
   * Told before the digests of many files are asked for, so that they can be computed at the same
   * time and remembered.
   *
   * @param files of this tree
   */
  default void prepare(List<Entry.RegularFile> files) {}

  /**
   * How many bytes of large files would have to be read for that. Any other reading of the files
   * makes their digests known as well.
   *
   * @param files of this tree
   */
  default long unread(List<Entry.RegularFile> files) {
    return 0;
  }
}
