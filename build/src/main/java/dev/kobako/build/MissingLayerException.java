package dev.kobako.build;

import dev.kobako.image.Digest;

/**
 * A step was taken from its record, and now a later one needs its layer, which is gone or can't be
 * fetched. The step has to be done again.
 */
final class MissingLayerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingLayerException(Digest diffId) {
    super("layer " + diffId);
  }
}
