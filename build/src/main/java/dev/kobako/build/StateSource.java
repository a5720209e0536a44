package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tree of a stage or an image as something to copy from; digests are computed. */
final class StateSource implements SourceTree {
  private final Tree tree;
  private final Path place;
  private final Map<ImagePath, Digest> known = new ConcurrentHashMap<>();

  /**
   * @param place where its layers are, for messages
   */
  StateSource(Tree tree, Path place) {
    this.tree = tree;
    this.place = place;
  }

  @Override
  public Tree tree() {
    return tree;
  }

  @Override
  public Digest digest(ImagePath path, Entry.RegularFile file) {
    Digest digest = known.get(path);
    if (digest == null) {
      digest = computed(file.content());
      known.put(path, digest);
    }
    return digest;
  }

  private Digest computed(Content content) {
    try (InputStream in = content.open()) {
      return Digest.sha256(in);
    } catch (IOException e) {
      throw DiskFailure.reading(place, e);
    }
  }
}
