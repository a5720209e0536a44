package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.image.Image;
import dev.kobako.tree.MemoryTree;
import java.util.function.Supplier;

/**
 * A result that lies in the staging folder.
 *
 * @param image as it is run
 * @param meant what was to be written; runs look things up in it
 * @param proven the tree that was read back from what was written and found to be what was meant:
 *     that may be done while the image is run, and nothing may be said of the run before
 * @param packing makes the image as it is stored, of the same tree: its new layer is compressed
 *     while the image is run, and read back
 */
record Written(
    String name, Image image, MemoryTree meant, Ahead<MemoryTree> proven, Ahead<Image> packing) {
  /** One that is proven, and is stored as it is run. */
  Written(String name, Image image, MemoryTree tree) {
    this(name, image, tree, Ahead.of(tree), Ahead.of(image));
  }

  /** The same as something that scenarios are run on. */
  Subject subject(LaidOut laidOut) {
    return new Subject(name, laidOut.folders(image.layers()), image.config(), meant);
  }

  /**
   * The tree, once it is proven.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where it is another than was meant
   */
  MemoryTree tree() {
    return proven.result();
  }

  /**
   * What is found out of it while it may still be read back.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where it is another than was meant,
   *     whatever was found out; what the finding throws
   */
  <T> T judged(Supplier<T> finding) {
    try {
      return finding.get();
    } finally {
      MemoryTree _ = tree();
    }
  }

  /** Gives up what is still done of it: nobody will ask. */
  void cancel() {
    proven.cancel();
    packing.cancel();
  }
}
