package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.MemoryTree;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A result that lies in the staging folder, or is still written there.
 *
 * @param config the image's
 * @param meant what was to be written; runs look things up in it
 * @param folder what is run, where that need not wait for what is written
 * @param uncompressed the image whose new layer is a tar
 * @param proven the tree that was read back from what was written and found to be what was meant:
 *     that may be done while the image is run, and nothing may be said of the run before
 * @param packing makes the image as it is stored, of the same tree: its new layer is compressed
 *     while the image is run, and read back
 */
record Written(
    String name,
    ImageConfig config,
    MemoryTree meant,
    Optional<LayerFolders.NewLayer> folder,
    Ahead<Image> uncompressed,
    Ahead<MemoryTree> proven,
    Ahead<Image> packing) {
  /** One that is proven, and is stored as it is run. */
  Written(String name, Image image, MemoryTree tree) {
    this(
        name,
        image.config(),
        tree,
        Optional.empty(),
        Ahead.of(image),
        Ahead.of(tree),
        Ahead.of(image));
  }

  /** The image, once it is written; as it is run. */
  Image image() {
    return uncompressed.result();
  }

  /** The same as something that scenarios are run on. */
  Subject subject(LaidOut laidOut) {
    List<LayerFolders.Unpacked> layers =
        folder
            .map(made -> List.of(made.unpacked()))
            .orElseGet(() -> laidOut.folders(image().layers()));
    return new Subject(name, layers, config, meant);
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
   * What is found out of it while it may still be written and read back.
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

  /** Keeps what it was run on for later runs; done once it is judged. */
  void keep() {
    folder.ifPresent(made -> made.becomes(image().layers().getLast().diffId()));
  }

  /** Gives up what is still done of it: nobody will ask. */
  void cancel() {
    uncompressed.cancel();
    proven.cancel();
    packing.cancel();
    folder.ifPresent(LayerFolders.NewLayer::close);
  }
}
