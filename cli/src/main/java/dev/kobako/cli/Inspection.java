package dev.kobako.cli;

import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.InParallel;
import dev.kobako.image.Index;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What can be said of an image without keeping it.
 *
 * @param name where it is
 * @param top of the index, or of the manifest where there is none
 * @param entries the images of the index; empty where there is none
 * @param image the one that was chosen
 * @param sizes of its layers, in their order
 */
record Inspection(
    String name, Descriptor top, List<Descriptor> entries, Image image, List<LayerSize> sizes) {
  Inspection {
    entries = List.copyOf(entries);
    sizes = List.copyOf(sizes);
  }

  /** How the size of a layer is found out. */
  @FunctionalInterface
  interface Measure {
    LayerSize of(Layer layer) throws IOException;
  }

  static Inspection of(String name, Artifact found, Image image, Measure measure)
      throws IOException {
    List<Descriptor> entries =
        found.isIndex() ? Index.parse(name, found.manifestBytes()).images() : List.of();
    Function<Layer, LayerSize> work =
        layer -> {
          try {
            return measure.of(layer);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try {
      return new Inspection(
          name, found.descriptor(), entries, image, InParallel.map(image.layers(), work));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Bytes of all files, if that is known of every layer. */
  OptionalLong size() {
    long sum = 0;
    for (LayerSize size : sizes) {
      if (size.bytes().isEmpty()) {
        return OptionalLong.empty();
      }
      sum += size.bytes().getAsLong();
    }
    return OptionalLong.of(sum);
  }

  boolean isExact() {
    return sizes.stream().allMatch(LayerSize::exact);
  }

  /** Bytes of the layers as they are stored. */
  long compressedSize() {
    return image.layers().stream().mapToLong(layer -> layer.descriptor().size()).sum();
  }
}
