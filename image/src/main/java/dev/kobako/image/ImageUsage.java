package dev.kobako.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one image of the store takes there.
 *
 * @param names under which it can be asked for; may be empty
 * @param descriptor of its manifest, or of an index of several
 * @param platforms of the images in it that are there
 * @param missing platforms that its index lists and that are not there
 * @param created when the first of them says that it was made
 * @param compressed the bytes of all its blobs, each once, as they are stored
 * @param own those of them that no other image of the store uses
 * @param complete whether everything is there that its manifests name
 */
public record ImageUsage(
    List<String> names,
    Descriptor descriptor,
    List<Platform> platforms,
    List<Platform> missing,
    Optional<Instant> created,
    long compressed,
    long own,
    boolean complete) {
  public ImageUsage {
    names = List.copyOf(names);
    platforms = List.copyOf(platforms);
    missing = List.copyOf(missing);
  }

  /** The bytes of blobs that other images of the store use as well. */
  public long shared() {
    return compressed - own;
  }
}
