package dev.kobako.image;

import java.util.Optional;

/**
 * One entry of an {@link IndexAssembly}.
 *
 * @param place where the artifact comes from, for messages
 * @param artifact with the descriptor that the index will have for it
 */
public record IndexEntry(String place, Artifact artifact) {
  Descriptor descriptor() {
    return artifact.descriptor();
  }

  /** The platform, if it is an image for one. */
  Optional<Platform> image() {
    return artifact.isImage() ? descriptor().platform() : Optional.empty();
  }

  boolean runsOn(Platform platform) {
    return image().filter(platform::sameCpu).isPresent();
  }

  IndexEntry with(Descriptor descriptor) {
    return new IndexEntry(place, artifact.as(descriptor));
  }
}
