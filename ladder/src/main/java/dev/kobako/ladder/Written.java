package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.image.Image;
import dev.kobako.tree.MemoryTree;

/**
 * A result that lies in the staging folder.
 *
 * @param image as it is run
 * @param tree that was read back from what was written
 * @param packing makes the image as it is stored, of the same tree: its new layer is compressed
 *     while the image is run, and read back
 */
record Written(String name, Image image, MemoryTree tree, Ahead<Image> packing) {
  /** One that is stored as it is run. */
  Written(String name, Image image, MemoryTree tree) {
    this(name, image, tree, Ahead.of(image));
  }

  /** The same as something that scenarios are run on. */
  Subject subject(LaidOut laidOut) {
    return new Subject(name, laidOut.folders(image.layers()), image.config(), tree);
  }
}
