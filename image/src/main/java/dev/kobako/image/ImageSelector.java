package dev.kobako.image;

import java.util.Optional;

/**
 * Which of the images in a home is meant.
 *
 * @param name a tag or reference as the home knows it; without one, the home must hold a single
 *     image
 * @param digest of the manifest or index
 * @param platform chooses among the images of an index
 */
public record ImageSelector(Optional<String> name, Optional<Digest> digest, Platform platform) {
  /** The only image of a home, for this machine. */
  public static ImageSelector only() {
    return new ImageSelector(Optional.empty(), Optional.empty(), Platform.host());
  }

  /** An image by its name, for this machine. */
  public static ImageSelector named(String name) {
    return new ImageSelector(Optional.of(name), Optional.empty(), Platform.host());
  }

  /**
   * An image by its reference, for this machine; the digest counts more than the tag. So does a
   * digest that stands alone, as builds print it.
   */
  public static ImageSelector of(ImageReference reference) {
    Optional<Digest> digest = reference.digest().or(reference::loneDigest);
    return new ImageSelector(
        digest.isPresent() ? Optional.empty() : Optional.of(reference.toString()),
        digest,
        Platform.host());
  }

  /** The same image for another platform. */
  public ImageSelector withPlatform(Platform newPlatform) {
    return new ImageSelector(name, digest, newPlatform);
  }

  @Override
  public String toString() {
    return name.or(() -> digest.map(Digest::toString)).orElse("the only image");
  }
}
