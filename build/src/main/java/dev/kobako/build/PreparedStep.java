package dev.kobako.build;

import dev.kobako.image.Layer;
import java.util.Optional;

/** A step of which it is known what it depends on. */
interface PreparedStep extends AutoCloseable {
  /** All that it depends on. */
  StepInputs inputs();

  /** What it is known by, which is made of {@link #inputs}: equal keys, equal results. */
  default StepKey key() {
    return StepKey.of(inputs().key());
  }

  /**
   * Does what is better done before the key is asked for, though it may turn out that nobody needed
   * it. What fails is left to {@link #layer}.
   */
  default void begin() {}

  /** Gives up what was begun and not needed. */
  @Override
  default void close() {}

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
