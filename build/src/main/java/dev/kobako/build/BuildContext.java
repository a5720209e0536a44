package dev.kobako.build;

import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.nio.file.Path;

/**
 * A folder of the host as what BuildKit would be sent of it: without what is ignored, all owned by
 * 0:0, times cut to seconds, no user.* attributes, sockets left out. Nothing is copied; files are
 * read where they are.
 */
public final class BuildContext implements SourceTree {
  private final Path folder;

  private BuildContext(Path folder) {
    this.folder = folder;
  }

  /**
   * @param digests the file that remembers the digests of files by their identity
   */
  public static BuildContext of(Path folder, IgnorePatterns ignored, Path digests) {
    throw new UnsupportedOperationException(folder + " " + ignored + " " + digests);
  }

  @Override
  public Tree tree() {
    throw new UnsupportedOperationException(folder.toString());
  }

  @Override
  public Digest digest(ImagePath path, Entry.RegularFile file) {
    throw new UnsupportedOperationException(folder.toString());
  }
}
