package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file on an HTTP server as a source: 0600, root's, with the time that the server says. Fetched
 * when its tree is asked for, or its digest and that was not promised.
 */
final class UrlFile implements SourceTree {
  private static final int MODE = 0600;

  private final DownloadUrl url;
  private final Optional<Digest> promised;
  private final Downloads downloads;
  private @Nullable Download fetched;

  /**
   * @param promised what {@code --checksum} says
   */
  UrlFile(DownloadUrl url, Optional<Digest> promised, Downloads downloads) {
    this.url = url;
    this.promised = promised;
    this.downloads = downloads;
  }

  CopiedSource source(boolean unpack) {
    String name = url.fileName();
    return new CopiedSource(this, ImagePath.ROOT.child(name), name, false, CopyFilter.ALL, unpack);
  }

  /** The digest of the file. */
  Digest digest() {
    return promised.orElseGet(() -> fetched().digest());
  }

  private Download fetched() {
    Download known = fetched;
    if (known == null) {
      known = downloads.fetch(url, promised);
      fetched = known;
    }
    return known;
  }

  @Override
  public Tree tree() {
    Download file = fetched();
    Attributes attributes = Attributes.of(MODE).withMtime(file.time());
    return MemoryTree.builder()
        .put(
            ImagePath.ROOT.child(url.fileName()),
            new Entry.RegularFile(attributes, file.content(downloads.folder()), 0))
        .build();
  }

  @Override
  public Digest digest(ImagePath path, Entry.RegularFile file) {
    return digest();
  }
}
