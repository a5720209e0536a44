package dev.kobako.tree;

import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * How many bytes the regular files of a layer have when they are unpacked: the sum of their sizes,
 * a further name of a file (hard link) counting nothing. That is what Docker calls the size of a
 * layer.
 *
 * <p>The layer is decompressed once from start to end, and checked on the way; nothing is kept.
 */
public final class LayerFileBytes {
  private LayerFileBytes() {}

  /**
   * Reads a layer and counts.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the layer is damaged
   */
  public static long count(Layer layer) throws IOException {
    try (InputStream in = layer.open()) {
      String name = "layer " + layer.descriptor().digest();
      StreamedTar tar = new StreamedTar(in, name);
      long bytes = count(tar, name);
      tar.requireWhole();
      return bytes;
    }
  }

  /** Counts in a tar for random access. */
  public static long count(Content tar, String name) throws IOException {
    long bytes = 0;
    try (TarReader reader = new TarReader(tar, name)) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        if (member.get().item() instanceof TarMember.Item.Placed(Entry.RegularFile file)) {
          bytes = Math.addExact(bytes, file.content().size());
        }
      }
    }
    return bytes;
  }
}
