package dev.kobako.check;

import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.Tree;
import java.util.List;

/**
 * An image under test: the original or a reduced one.
 *
 * @param name how messages call it
 * @param layers the lowest first
 * @param tree what they make together
 */
public record Subject(
    String name, List<LayerFolders.Unpacked> layers, ImageConfig config, Tree tree) {
  public Subject {
    layers = List.copyOf(layers);
  }
}
