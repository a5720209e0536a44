package dev.kobako.build;

import dev.kobako.image.Layer;
import java.util.Optional;

/** A step of which it is known what it depends on. */
interface PreparedStep {
  /** All that it depends on. */
  StepInputs inputs();

  /** What it is known by, which is made of {@link #inputs}: equal keys, equal results. */
  default StepKey key() {
    return StepKey.of(inputs().key());
  }

  /** The files that it takes, where it copies some and they are known. */
  default Optional<CopyInventory> inventory() {
    return Optional.empty();
  }

  /**
   * Does it.
   *
   * @return its layer, kept in the cache; one without entries where it changed nothing, as BuildKit
   *     writes it
   */
  Layer layer(StepOutput output);

  /**
   * What an image gets in place of the layer, where it is something else.
   *
   * @param layer what {@link #layer} gave
   */
  default Optional<Layer> shipped(Layer layer) {
    return Optional.empty();
  }
}
