package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A folder of the host as what BuildKit would be sent of it: without what is ignored, all owned by
 * 0:0, times cut to seconds, no user.* attributes, sockets left out. Nothing is copied; files are
 * read where they are.
 */
public final class BuildContext implements SourceTree {
  private final ContextTree tree;

  private BuildContext(ContextTree tree) {
    this.tree = tree;
  }

  /**
   * A context; nothing of it is looked at before it is asked for.
   *
   * @param digests the file that remembers the digests of files by their identity
   * @throws KobakoException outside, if there is no such folder
   */
  public static BuildContext of(Path folder, IgnorePatterns ignored, Path digests) {
    return new BuildContext(new ContextTree(HostFolder.of(folder), ignored, null));
  }

  /** The same for files that were made just now, and have the time of what they came from. */
  static BuildContext of(Path folder, Path digests, Instant time) {
    return new BuildContext(new ContextTree(HostFolder.of(folder), IgnorePatterns.NONE, time));
  }

  @Override
  public Tree tree() {
    return tree;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException outside, if the file can't be read, or changes meanwhile
   */
  @Override
  public Digest digest(ImagePath path, Entry.RegularFile file) {
    try (InputStream in = file.content().open()) {
      return Digest.sha256(in);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(path.toString(), "can't be read: " + e.getMessage()), e);
    }
  }
}
