package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.image.Image;
import dev.kobako.tree.MemoryTree;

/**
 * A result that lies in the staging folder.
 *
 * @param tree that was read back from what was written
 */
record Written(String name, Image image, MemoryTree tree) {
  /** The same as something that scenarios are run on. */
  Subject subject(LaidOut laidOut) {
    return new Subject(name, laidOut.folders(image.layers()), image.config(), tree);
  }
}
