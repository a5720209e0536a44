package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** The files of a tar as a context, owned by 0:0 as those of a folder are; contents stay in it. */
final class ArchiveTree implements SourceTree {
  private static final FileOwner ROOT = new FileOwner(0, 0);
  private static final int FILE_MODE = 0600;

  private final Tree tree;

  private ArchiveTree(Tree tree) {
    this.tree = tree;
  }

  /**
   * All that is in a tar.
   *
   * @param place for messages
   * @throws KobakoException a finding, where it is damaged
   */
  static ArchiveTree of(Content tar, String place) {
    LayerDraft draft = new LayerDraft(MemoryTree.builder().build());
    new ArchiveExtraction(draft, ImagePath.ROOT, Optional.of(ROOT)).unpack(tar, place);
    MemoryTree.Builder all = MemoryTree.builder();
    draft.entries().forEach(all::put);
    return new ArchiveTree(all.build());
  }

  /** A single file. */
  static ArchiveTree ofFile(String name, Content content, Instant time) {
    Attributes attributes = Attributes.of(FILE_MODE).withMtime(time);
    return new ArchiveTree(
        MemoryTree.builder()
            .put(ImagePath.ROOT.child(name), new Entry.RegularFile(attributes, content, 0))
            .build());
  }

  /** Nothing. */
  static ArchiveTree empty() {
    return new ArchiveTree(MemoryTree.builder().build());
  }

  @Override
  public Tree tree() {
    return tree;
  }

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
