package dev.kobako.fix;

import dev.kobako.image.ImageConfig;
import dev.kobako.tree.Tree;

/**
 * An image that was built.
 *
 * @param tree its files
 * @param config how it is run
 * @param size what its layers take
 */
public record BuiltImage(Tree tree, ImageConfig config, Size size) {
  /**
   * What layers take.
   *
   * @param onDisk sum of the bytes of the files of all layers, hidden ones too
   * @param compressed bytes of the layers as they are moved, with gzip:6
   */
  public record Size(long onDisk, long compressed) {}
}
