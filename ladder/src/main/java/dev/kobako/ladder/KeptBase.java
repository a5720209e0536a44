package dev.kobako.ladder;

import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The lowest layers of an original that stay as they are, since other images share them; the result
 * has one layer on top.
 *
 * @param layers unchanged, the lowest first; none where the result is one layer
 * @param history what made them
 * @param tree what they make
 */
record KeptBase(List<Layer> layers, List<HistoryEntry> history, MemoryTree tree) {
  KeptBase {
    layers = List.copyOf(layers);
    history = List.copyOf(history);
  }

  /**
   * The base of an original.
   *
   * @param count of its lowest layers
   */
  static KeptBase of(Original original, int count) throws IOException {
    MemoryTree tree = LayeredTree.fromLayers(original.layers().subList(0, count));
    ImageAssembly all = ImageAssembly.on(original.image());
    List<HistoryEntry> history = new ArrayList<>();
    int filled = 0;
    for (HistoryEntry entry : all.history()) {
      filled += entry.emptyLayer() ? 0 : 1;
      if (filled > count || count == 0) {
        break;
      }
      history.add(entry);
    }
    return new KeptBase(original.image().layers().subList(0, count), history, tree);
  }

  /** Writes the layer that makes a tree on this base; the stream is left open. */
  void writeOnto(MemoryTree meant, OutputStream out) throws IOException {
    if (layers.isEmpty()) {
      TarWriter.write(meant, TarOptions.keepTimes(), out);
    } else {
      TarWriter.writeDiff(tree, meant, TarOptions.keepTimes(), out);
    }
  }
}
