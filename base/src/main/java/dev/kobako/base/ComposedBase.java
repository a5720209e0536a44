package dev.kobako.base;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.image.Image;
import java.util.List;

/**
 * A base that was composed.
 *
 * @param image its layer lies in the staging folder until the image is written somewhere
 * @param packages what is in it, in the order of unpacking
 * @param made what no package holds
 * @param notes what scripts would have made and is not in it
 * @param files how many entries beside directories it has
 * @param diskBytes the bytes of all its files
 */
public record ComposedBase(
    Image image,
    List<AvailablePackage> packages,
    List<MadeTree.Made> made,
    List<MadeTree.Note> notes,
    long files,
    long diskBytes) {
  public ComposedBase {
    packages = List.copyOf(packages);
    made = List.copyOf(made);
    notes = List.copyOf(notes);
  }

  /** The bytes of its layers as they are stored and moved. */
  public long compressedBytes() {
    return image.layers().stream().mapToLong(layer -> layer.descriptor().size()).sum();
  }
}
