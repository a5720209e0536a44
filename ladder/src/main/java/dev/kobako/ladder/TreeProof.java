package dev.kobako.ladder;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Printable;
import dev.kobako.tree.ReadBack;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that what was written is what was meant: it is read back, and the trees are compared entry
 * by entry, files byte by byte. Each failure is a {@link KobakoException} from outside that names
 * the first difference.
 *
 * @param name how messages call the original
 * @param meant what was to be written
 */
record TreeProof(String name, MemoryTree meant) {
  /**
   * The tree of layers whose tars are at hand, as they are of an image that is run next.
   *
   * @param tars of all layers, the lowest first
   */
  MemoryTree ofTars(List<Content> tars) throws IOException {
    List<LayerTar> layers = new ArrayList<>();
    for (Content tar : tars) {
      layers.add(new LayerTar(tar, "a layer of the result of " + name, ""));
    }
    return proven(LayeredTree.fromLayers(layers));
  }

  /**
   * The tree of one layer on a base, without a copy of its tar; its contents are those that were
   * meant.
   */
  MemoryTree ofLayer(KeptBase base, Layer layer) throws IOException {
    return proven(ReadBack.onto(base.tree(), base.layers().size(), layer, meant));
  }

  private MemoryTree proven(MemoryTree read) throws IOException {
    List<TreeDiff.Difference> differences = TreeDiff.between(meant, read).differences();
    if (differences.isEmpty()) {
      return read;
    }
    throw KobakoException.outside(
        Diagnostic.of(
            "the new layer of " + name,
            differences.size()
                + " entries differ from what was to be written, the first is "
                + Printable.text(differences.getFirst().path().toString()),
            "check the disk and try again"),
        null);
  }
}
