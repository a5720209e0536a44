package dev.kobako.registry;

import dev.kobako.image.Descriptor;

/** The bytes of a manifest or index, which have the descriptor's digest. */
final class FetchedManifest {
  private final Descriptor descriptor;
  private final byte[] bytes;

  /** The array is not copied. */
  FetchedManifest(Descriptor descriptor, byte[] bytes) {
    this.descriptor = descriptor;
    this.bytes = bytes;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  /** The array itself, which nobody changes. */
  byte[] bytes() {
    return bytes;
  }
}
