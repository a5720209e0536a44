package dev.kobako.ladder;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lowest layers of an original that stay as they are, since other images share them; the result
 * has one layer on top.
 *
 * @param layers unchanged, the lowest first; none where the result is one layer
 * @param history what made them
 * @param tree what they make
 */
record KeptBase(List<Layer> layers, List<HistoryEntry> history, MemoryTree tree) {
  /** As builders write it: {@code CMD ["bash"]}, before BuildKit with a shell's comment first. */
  private static final Pattern LAST_OF_A_BUILD =
      Pattern.compile("(/bin/sh -c #\\(nop\\) +)?(CMD|ENTRYPOINT) .*", Pattern.DOTALL);

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

  /**
   * How many of the lowest layers are another image's.
   *
   * @param base how the user calls the other image
   * @throws KobakoException usage, where the image was not built on the other one
   */
  static int layersOf(String name, Image image, String base, Image other) {
    List<Layer> layers = image.layers();
    List<Layer> lowest = other.layers();
    for (int i = 0; i < lowest.size(); i++) {
      if (i == layers.size() || !layers.get(i).diffId().equals(lowest.get(i).diffId())) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--base " + base,
                "is not what " + name + " was built on: layer " + (i + 1) + " of "
                    + lowest.size() + ", " + lowest.get(i).diffId().brief()
                    + ", is not at this place",
                "name the version of the base that it was built on, or leave --base out"));
      }
    }
    return lowest.size();
  }

  /**
   * How many of the lowest layers come from the base that the image was built on, as its history
   * tells: a build ends with the program to run, and the layers after that are of a build on top.
   *
   * @throws KobakoException usage, where it doesn't tell
   */
  static int layersInHistory(String name, ImageConfig config) {
    int below = 0;
    int base = 0;
    int pending = 0;
    for (HistoryEntry entry : config.history()) {
      if (!entry.emptyLayer()) {
        below++;
        base = pending;
      } else if (LAST_OF_A_BUILD.matcher(entry.createdBy().orElse("")).matches()) {
        pending = below;
      }
    }
    if (base == 0 || below != config.diffIds().size()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--keep-base",
              "the history of " + name + " does not tell which of its layers are its base's",
              "name the base, as in --base debian:bookworm"));
    }
    return base;
  }
}
