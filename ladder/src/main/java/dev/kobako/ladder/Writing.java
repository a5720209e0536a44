package dev.kobako.ladder;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.slim.KeepSet;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the result: one layer, and the original's configuration with labels that tell where it
 * comes from.
 */
final class Writing {
  /** The label with the digest of the original's manifest. */
  static final String ORIGINAL = "dev.kobako.slim.original";

  /** The label with the {@link Level}, in lower case. */
  static final String LEVEL = "dev.kobako.slim.level";

  /** The label with kobako's version. */
  static final String VERSION = "dev.kobako.slim.version";

  private final Original original;
  private final SlimRequest request;

  Writing(Original original, SlimRequest request) {
    this.original = original;
    this.request = request;
  }

  /**
   * Writes the image of a keep set, reads it back and compares.
   *
   * @param staging where the new layer is written; it stays there until the image is stored
   * @throws KobakoException outside, where what is read is not what was to be written
   */
  Written write(KeepSet keepSet, LaidOut laidOut, Path staging) throws IOException {
    MemoryTree tree = keepSet.tree();
    Image image = write(tree, staging);
    List<LayerTar> layers = new ArrayList<>();
    for (Content tar : laidOut.tars(image.layers())) {
      layers.add(new LayerTar(tar, "the new layer", ""));
    }
    MemoryTree read = LayeredTree.fromLayers(layers);
    TreeDiff diff = TreeDiff.between(tree, read);
    if (!diff.isEmpty()) {
      throw KobakoException.outside(
          Diagnostic.of(
              "the new layer of " + original.name(),
              diff.differences().size()
                  + " entries differ from what was to be written, the first is "
                  + diff.differences().getFirst().path(),
              "check the disk and try again"),
          null);
    }
    return new Written(original.name(), image, read);
  }

  private Image write(MemoryTree tree, Path staging) {
    Compression compression = request.compression();
    Layer layer =
        LayerWriter.write(
            staging, compression, out -> TarWriter.write(tree, TarOptions.keepTimes(), out));
    String level = request.level().name().toLowerCase(Locale.ROOT);
    return ImageAssembly.scratch(config(level))
        .plus(layer, HistoryEntry.of(request.created(), "kobako slim --level " + level))
        .image(request.created());
  }

  private ImageConfig config(String level) {
    SortedMap<String, String> labels = new TreeMap<>(original.config().labels());
    labels.putAll(request.labels());
    labels.put(ORIGINAL, original.image().descriptor().digest().toString());
    labels.put(LEVEL, level);
    labels.put(VERSION, request.version());
    ImageConfigBuilder config = original.config().toBuilder();
    return config.labels(labels).build();
  }
}
