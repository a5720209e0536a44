package dev.kobako.ladder;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FileContent;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Pace;
import dev.kobako.image.StagedFile;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.slim.KeepSet;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the result: one layer, on the base's where that is kept, and the original's configuration
 * with labels that tell where it comes from.
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
   * Writes the image of a keep set. It is read back and compared before this returns, or, where it
   * is to be run, meanwhile: {@link Written#tree} tells.
   *
   * @param staging where the new layer is written; it stays there until the image is stored
   * @throws KobakoException outside, where what is read is not what was to be written
   */
  Written write(KeepSet keepSet, LaidOut laidOut, Path staging) throws IOException {
    MemoryTree meant = request.level() == Level.REPACK ? original.tree() : keepSet.tree();
    KeptBase base = KeptBase.of(original, request.base().count());
    TreeProof proof = new TreeProof(original.name(), meant);
    if (request.level() != Level.REPACK && !request.scenarios().isEmpty()) {
      return toBeRun(base, proof, laidOut, staging);
    }
    Layer layer =
        LayerWriter.write(staging, request.compression(), out -> base.writeOnto(meant, out));
    if (request.level() == Level.REPACK && !isWorthIt(layer)) {
      // Its tree was read from layers that were checked, and is the one that was meant.
      Image image = ImageAssembly.on(original.image()).with(config()).image(request.created());
      return new Written(original.name(), image, original.tree());
    }
    return new Written(original.name(), image(base, layer), proof.ofLayer(base, layer));
  }

  /**
   * What is run is laid out first, unless it lies on a base. Its layer is written, read back and
   * compressed meanwhile, as far as the run leaves a processor for that.
   */
  private Written toBeRun(KeptBase base, TreeProof proof, LaidOut laidOut, Path staging) {
    Optional<LayerFolders.NewLayer> folder =
        base.layers().isEmpty() ? Optional.of(laidOut.layOut(proof.meant())) : Optional.empty();
    Ahead<Image> uncompressed =
        Ahead.begin("writing", () -> image(base, tar(base, proof.meant(), staging)));
    Pace pace = new Pace();
    return new Written(
        original.name(),
        config(),
        proof.meant(),
        folder,
        uncompressed,
        Ahead.begin(
            "reading back", () -> readBack(proof, laidOut.tars(uncompressed.result().layers()))),
        Ahead.begin(
            "packing",
            () -> image(base, packed(uncompressed.result().layers().getLast(), staging, pace)),
            pace::hurry));
  }

  private static Layer tar(KeptBase base, MemoryTree meant, Path staging) {
    return LayerWriter.write(staging, Compression.NONE, out -> base.writeOnto(meant, out));
  }

  private static MemoryTree readBack(TreeProof proof, List<Content> tars) {
    try {
      return proof.ofTars(tars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Layer packed(Layer tar, Path staging, Pace pace) {
    Layer packed =
        request.compression() instanceof Compression.None
            ? tar
            : LayerWriter.repackSound(staging, request.compression(), tar, pace);
    if (packed.blob() instanceof FileContent blob) {
      try {
        new StagedFile(blob.file()).sync(); // the store would wait for that
      } catch (IOException e) {
        throw DiskFailure.writing(blob.file(), e);
      }
    }
    return packed;
  }

  /**
   * Whether a new layer is smaller than those that it takes the place of, or is packed in another
   * way, as the user wants it.
   */
  private boolean isWorthIt(Layer layer) {
    List<Layer> layers = original.image().layers();
    List<Layer> replaced = layers.subList(request.base().count(), layers.size());
    return replaced.stream()
            .anyMatch(old -> !old.compression().getClass().equals(layer.compression().getClass()))
        || layer.descriptor().size()
            < replaced.stream().mapToLong(old -> old.descriptor().size()).sum();
  }

  private Image image(KeptBase base, Layer layer) {
    ImageAssembly whole = ImageAssembly.on(original.image());
    List<HistoryEntry> history = new ArrayList<>(base.history());
    whole.history().stream().skip(history.size()).map(Writing::told).forEach(history::add);
    int replaced = whole.layers().size() - base.layers().size();
    HistoryEntry own =
        new HistoryEntry(
            Optional.of(request.created()),
            Optional.of("kobako slim --level " + level()),
            Optional.empty(),
            Optional.of(
                "made of "
                    + replaced
                    + (replaced == 1 ? " layer" : " layers")
                    + " of "
                    + original.image().descriptor().digest()),
            false);
    return new ImageAssembly(config(), base.layers(), history)
        .plus(layer, own)
        .image(request.created());
  }

  /** What made a layer that is now a part of the new one. */
  private static HistoryEntry told(HistoryEntry entry) {
    return new HistoryEntry(
        entry.created(), entry.createdBy(), entry.author(), entry.comment(), true);
  }

  private String level() {
    return request.level().name().toLowerCase(Locale.ROOT);
  }

  private ImageConfig config() {
    SortedMap<String, String> labels = new TreeMap<>(original.config().labels());
    labels.putAll(request.labels());
    labels.put(ORIGINAL, original.image().descriptor().digest().toString());
    labels.put(LEVEL, level());
    labels.put(VERSION, request.version());
    ImageConfigBuilder config = original.config().toBuilder();
    return config.labels(labels).build();
  }
}
