package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A here-document as a source: a file 0644 of root's and of 1970.
 *
 * @param name of the file
 */
record InlineFile(String name, String content) implements SourceTree {
  private static final int MODE = 0644;

  CopiedSource source() {
    return new CopiedSource(this, place(), name, false, CopyFilter.ALL, false);
  }

  private ImagePath place() {
    return ImagePath.ROOT.child(name);
  }

  @Override
  public Tree tree() {
    Content bytes = Content.of(content.getBytes(StandardCharsets.UTF_8));
    return MemoryTree.builder()
        .put(place(), new Entry.RegularFile(Attributes.of(MODE), bytes, 0))
        .build();
  }

  @Override
  public Digest digest(ImagePath path, Entry.RegularFile file) {
    try {
      return Digest.sha256(file.content().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // bytes in memory can be read
    }
  }
}
