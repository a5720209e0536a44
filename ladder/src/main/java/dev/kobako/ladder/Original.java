package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.slim.Source;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The image that is made smaller.
 *
 * @param name how messages call it
 * @param image its configuration and layers
 * @param layers the tars of its layers with what made them, the lowest first
 * @param tree what they make together, with the origin of each entry
 * @param packages what its package database says
 */
public record Original(
    String name, Image image, List<LayerTar> layers, MemoryTree tree, InstalledPackages packages) {
  public Original {
    layers = List.copyOf(layers);
  }

  /**
   * Reads the headers of all layers.
   *
   * @param laidOut where the tars come from, which must stay as long as the original is used
   */
  public static Original of(String name, Image image, LaidOut laidOut) {
    List<Content> tars = laidOut.tars(image.layers());
    List<HistoryEntry> history =
        image.config().history().stream().filter(entry -> !entry.emptyLayer()).toList();
    List<LayerTar> layers = new ArrayList<>();
    for (int i = 0; i < tars.size(); i++) {
      String instruction = i < history.size() ? history.get(i).createdBy().orElse("") : "";
      layers.add(new LayerTar(tars.get(i), "layer " + image.layers().get(i).diffId(), instruction));
    }
    try {
      MemoryTree tree = LayeredTree.fromLayers(layers);
      return new Original(name, image, layers, tree, InstalledPackages.of(tree));
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of(name), e);
    }
  }

  /** How it is run. */
  public ImageConfig config() {
    return image.config();
  }

  /** The same as something that programs are taken from. */
  Source source() {
    return new Source(
        name, tree, config().environment(), config().workingDir(), packages, Source.Kind.IMAGE);
  }
}
