package dev.kobako.report;

import dev.kobako.image.Image;
import dev.kobako.image.InParallel;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.LayerReplay;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Origin;
import dev.kobako.tree.TarLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The layers of an image after they have passed, each read once. They can be applied again and
 * again.
 *
 * @param layers the lowest first
 * @param instructions that made the layers, as the history says; there may be fewer
 * @param tree what they come to; its files are {@link Shipment}s
 */
record LayerStack(List<ScannedLayer> layers, List<String> instructions, MemoryTree tree) {
  LayerStack {
    layers = List.copyOf(layers);
    instructions = List.copyOf(instructions);
  }

  /** Reads all layers of an image, as many at the same time as there are processors. */
  static List<ScannedLayer> scan(Image image, long mostEntries) throws IOException {
    return scan(image.layers(), mostEntries);
  }

  /** The same of layers that may be only some of an image's; their numbers are those in the list. */
  static List<ScannedLayer> scan(List<Layer> layers, long mostEntries) throws IOException {
    ScannedLayer.Allowance allowance = ScannedLayer.Allowance.of(mostEntries);
    List<Integer> numbers = IntStream.range(0, layers.size()).boxed().toList();
    try {
      return InParallel.map(
          numbers,
          number -> {
            try {
              return ScannedLayer.of(layers.get(number), number, allowance);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What the history says of the layers, the lowest first. */
  static List<String> instructions(Image image) {
    return image.config().history().stream()
        .filter(entry -> !entry.emptyLayer())
        .map(entry -> entry.createdBy().or(entry::comment).orElse(""))
        .toList();
  }

  /** Applies layers; {@code observers} gives the one that is told of each of them. */
  static MemoryTree apply(List<ScannedLayer> layers, IntFunction<LayerObserver> observers) {
    LayerReplay replay = new LayerReplay(TarLimits.DEFAULT);
    for (int i = 0; i < layers.size(); i++) {
      ScannedLayer layer = layers.get(i);
      replay.apply(layer.members(), layer.name(), new Origin(i, ""), observers.apply(i));
    }
    return replay.tree();
  }

  /** The layers of an image. */
  static LayerStack of(Image image) throws IOException {
    List<ScannedLayer> layers = scan(image, ScannedLayer.Allowance.MOST_ENTRIES);
    return new LayerStack(layers, instructions(image), apply(layers, _ -> LayerObserver.NONE));
  }

  /** Applies the layers once more before the eyes of observers, one a layer. */
  void replay(IntFunction<LayerObserver> observers) {
    apply(layers, observers);
  }

  /** What made a layer; empty where the history says nothing. */
  String instruction(int layer) {
    return layer < instructions.size() ? instructions.get(layer) : "";
  }
}
