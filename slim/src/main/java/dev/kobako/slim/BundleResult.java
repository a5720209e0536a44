package dev.kobako.slim;

import dev.kobako.image.Image;
import java.util.List;

/**
 * A bundle that was made.
 *
 * @param image the image; its new layers lie in the staging folder until it is written somewhere
 * @param keepSet what is in it, with the contents as they were written
 * @param files how many entries beside directories were written
 * @param diskBytes the bytes of all files of the new layers
 * @param strippedBytes what stripping saved
 * @param packed what packing brought
 */
public record BundleResult(
    Image image,
    KeepSet keepSet,
    long files,
    long diskBytes,
    long strippedBytes,
    List<PackedProgram> packed) {
  public BundleResult {
    packed = List.copyOf(packed);
  }

  /** The bytes of all layers as they are stored and moved. */
  public long compressedBytes() {
    return image.layers().stream().mapToLong(layer -> layer.descriptor().size()).sum();
  }
}
