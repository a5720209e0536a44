package dev.kobako.cli;

import dev.kobako.image.Digest;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerSizes;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the files of layers take when they are unpacked. Each layer is read once in the life of the
 * store, which remembers the result when this is closed. Safe for use by many threads.
 */
final class FileSizes implements AutoCloseable {
  /** Bytes of a layer that are fetched rather than leave its size unknown. */
  private static final long READ_ANYWAY = 32L * 1024 * 1024;

  private final LayerSizes remembered;
  private final Map<Digest, Long> known;
  private final Map<Digest, Long> counted = new ConcurrentHashMap<>();

  FileSizes(ImageStore store) {
    this.remembered = store.layerSizes();
    this.known = remembered.all();
  }

  /**
   * The same for a layer that is far away: remembered, or estimated by its end, or counted where
   * its end tells nothing and it is small.
   */
  LayerSize ofRemote(Layer layer) throws IOException {
    if (known.containsKey(layer.descriptor().digest())) {
      return of(layer);
    }
    LayerSize estimate = LayerSize.estimated(layer);
    return estimate.bytes().isEmpty() && layer.descriptor().size() <= READ_ANYWAY
        ? of(layer)
        : estimate;
  }

  LayerSize of(Layer layer) throws IOException {
    Digest digest = layer.descriptor().digest();
    Long bytes = known.get(digest);
    if (bytes == null) {
      bytes = counted.get(digest);
    }
    if (bytes == null) {
      LayerSize size = LayerSize.counted(layer);
      size.bytes().ifPresent(count -> counted.put(digest, count));
      return size;
    }
    return new LayerSize(OptionalLong.of(bytes), true);
  }

  @Override
  public void close() {
    if (!counted.isEmpty()) {
      remembered.remember(counted);
    }
  }
}
