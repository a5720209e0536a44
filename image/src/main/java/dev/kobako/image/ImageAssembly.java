package dev.kobako.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes an image of layers and a configuration; the same parts give the same bytes.
 *
 * @param config how the image is run; its layers and history are replaced or continued
 * @param layers all of the image's layers, the lowest first
 * @param history of all layers and of instructions without one; its entries with layers are as many
 *     as the layers, or there are none
 */
public record ImageAssembly(ImageConfig config, List<Layer> layers, List<HistoryEntry> history) {
  public ImageAssembly {
    layers = List.copyOf(layers);
    history = List.copyOf(history);
    long filled = history.stream().filter(entry -> !entry.emptyLayer()).count();
    if (filled != 0 && filled != layers.size()) {
      throw new IllegalArgumentException(
          filled + " entries of history have a layer, but there are " + layers.size());
    }
  }

  /** Starts from nothing. */
  public static ImageAssembly scratch(ImageConfig config) {
    return new ImageAssembly(config, List.of(), List.of());
  }

  /** Starts from an image. A base without history gets an entry for each of its layers. */
  public static ImageAssembly on(Image base) {
    List<HistoryEntry> history = base.config().history();
    long filled = history.stream().filter(entry -> !entry.emptyLayer()).count();
    if (filled != base.layers().size()) {
      history =
          base.layers().stream()
              .map(layer ->
                  new HistoryEntry(
                      base.config().created(),
                      Optional.of("layer " + layer.diffId().brief()),
                      Optional.empty(),
                      Optional.empty(),
                      false))
              .toList();
    }
    return new ImageAssembly(base.config(), base.layers(), history);
  }

  /** The same with one more layer on top. */
  public ImageAssembly plus(Layer layer, HistoryEntry entry) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(layer);
    List<HistoryEntry> longer = new ArrayList<>(history);
    longer.add(entry);
    return new ImageAssembly(config, more, longer);
  }

  /** The same with an instruction that changed no file. */
  public ImageAssembly plus(HistoryEntry entry) {
    List<HistoryEntry> longer = new ArrayList<>(history);
    longer.add(entry);
    return new ImageAssembly(config, layers, longer);
  }

  /** The same with another configuration. */
  public ImageAssembly with(ImageConfig newConfig) {
    return new ImageAssembly(newConfig, layers, history);
  }

  /**
   * The image, with an OCI manifest.
   *
   * @param created the time that is written into it: from the caller, never from the clock
   */
  public Image image(Instant created) {
    ImageConfig complete =
        config.toBuilder()
            .created(created)
            .diffIds(layers.stream().map(Layer::diffId).toList())
            .history(history)
            .build();
    byte[] configBytes = complete.bytes();
    Manifest manifest =
        new Manifest(
            MediaType.OCI_MANIFEST,
            Descriptor.of(MediaType.OCI_CONFIG, configBytes),
            layers.stream().map(ImageAssembly::ociDescriptor).toList(),
            new TreeMap<>());
    byte[] bytes = manifest.bytes();
    Descriptor descriptor =
        Descriptor.of(MediaType.OCI_MANIFEST, bytes).withPlatform(complete.platform());
    List<Layer> renamed = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      renamed.add(Layer.of(manifest.layers().get(i), layer.diffId(), layer.blob()));
    }
    return new ParsedImage(descriptor, Content.of(bytes), complete, renamed);
  }

  /** Layers of a Docker image keep their blobs but get OCI's names for what they are. */
  private static Descriptor ociDescriptor(Layer layer) {
    return Descriptor.of(
        MediaType.ociLayer(layer.compression()),
        layer.descriptor().digest(),
        layer.descriptor().size());
  }
}
