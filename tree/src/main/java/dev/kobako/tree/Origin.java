package dev.kobako.tree;

/**
 * Where an entry of an image comes from.
 *
 * @param layer number of the layer, from 0 at the bottom
 * @param instruction what made the layer, as the image's history has it; may be empty
 */
public record Origin(int layer, String instruction) {
  public Origin {
    if (layer < 0) {
      throw new IllegalArgumentException("layer " + layer);
    }
  }
}
