package dev.kobako.cli;

import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.Image;
import dev.kobako.image.UnpackedLayers;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trees of images that were built. */
final class ImageTrees {
  private ImageTrees() {}

  /** The whole tree. */
  static MemoryTree of(Image image, UnpackedLayers unpacked) {
    List<Content> tars = unpacked.tars(image.layers());
    List<LayerTar> layers = new ArrayList<>();
    for (int i = 0; i < tars.size(); i++) {
      layers.add(new LayerTar(tars.get(i), "layer " + image.layers().get(i).diffId(), ""));
    }
    return of(layers);
  }

  /** What layers come to. */
  static MemoryTree of(List<LayerTar> layers) {
    try {
      return LayeredTree.fromLayers(layers);
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of("build cache"), e);
    }
  }
}
