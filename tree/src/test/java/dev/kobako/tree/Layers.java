package dev.kobako.tree;

import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Trees of test tars; a layer is called by its number. */
final class Layers {
  private Layers() {}

  static MemoryTree tree(TarBuilder... layers) throws IOException {
    List<LayerTar> tars = new ArrayList<>();
    for (TarBuilder layer : layers) {
      tars.add(tar(tars.size(), layer.bytes()));
    }
    return LayeredTree.fromLayers(tars);
  }

  static MemoryTree tree(byte[] tar) throws IOException {
    return LayeredTree.fromLayers(List.of(tar(0, tar)));
  }

  static String dump(TarBuilder... layers) throws IOException {
    return TreeDump.dump(tree(layers));
  }

  private static LayerTar tar(int number, byte[] bytes) {
    return new LayerTar(Content.of(bytes), "layer " + number, "instruction " + number);
  }
}
