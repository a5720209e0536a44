package dev.kobako.cli;

import dev.kobako.build.LaidOutImages;
import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import dev.kobako.ladder.LaidOut;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.MemoryTree;
import java.util.List;

/** Layers for {@code kobako slim} from where {@code build} and {@code run} have theirs. */
record SlimLayers(LaidOutImages images) implements LaidOut {
  @Override
  public List<Content> tars(List<Layer> layers) {
    return images.tars(layers);
  }

  @Override
  public List<LayerFolders.Unpacked> folders(List<Layer> layers) {
    return images.layers(layers);
  }

  @Override
  public LayerFolders.NewLayer layOut(MemoryTree tree) {
    return images.layOut(tree);
  }
}
