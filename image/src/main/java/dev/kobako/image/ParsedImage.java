package dev.kobako.image;

import java.io.IOException;
import java.util.List;

/** An image whose manifest and configuration are in memory. */
record ParsedImage(
    Descriptor descriptor, Content manifestContent, ImageConfig config, List<Layer> layers)
    implements Image {
  ParsedImage {
    layers = List.copyOf(layers);
  }

  @Override
  public byte[] manifest() {
    try {
      return manifestContent.bytes();
    } catch (IOException e) {
      throw new IllegalStateException("an array can always be read", e);
    }
  }
}
