package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Layers on top of each other, known by the chain id of the OCI image specification's config.md: a
 * digest over the diff ids, which tells states of a file system apart without reading any.
 */
final class Chain {
  /** No layers. */
  static final Chain EMPTY = new Chain(null, null, Digest.sha256(new byte[0]), 0);

  private final @Nullable Chain below;
  private final @Nullable Layer top;
  private final Digest id;
  private final int height;

  private Chain(@Nullable Chain below, @Nullable Layer top, Digest id, int height) {
    this.below = below;
    this.top = top;
    this.id = id;
    this.height = height;
  }

  /** The layers of an image. */
  static Chain of(Image image) {
    Chain chain = EMPTY;
    for (Layer layer : image.layers()) {
      chain = chain.plus(layer);
    }
    return chain;
  }

  /** The same with one more layer on top. */
  Chain plus(Layer layer) {
    Digest newId =
        height == 0
            ? layer.diffId()
            : Digest.sha256((id + " " + layer.diffId()).getBytes(StandardCharsets.US_ASCII));
    return new Chain(this, layer, newId, height + 1);
  }

  /** The chain id; that of no layers is the digest of nothing. */
  Digest id() {
    return id;
  }

  /** How many layers there are. */
  int height() {
    return height;
  }

  /** What is under the topmost layer; none where there are no layers. */
  Optional<Chain> below() {
    return Optional.ofNullable(below);
  }

  /** The layers, the lowest first. */
  List<Layer> layers() {
    return above(0);
  }

  /** The layers that have at least so many under them, the lowest first. */
  List<Layer> above(int count) {
    List<Layer> layers = new ArrayList<>();
    Chain place = this;
    while (place != null && place.height > count && place.top != null) {
      layers.add(place.top);
      place = place.below;
    }
    return layers.reversed();
  }
}
