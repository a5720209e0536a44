package dev.kobako.cli;

import dev.kobako.image.Compression;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayerFileBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What the files of a layer take on disk.
 *
 * @param bytes the sum of the sizes of its regular files, or a guess at it
 * @param exact whether they were counted
 */
record LayerSize(OptionalLong bytes, boolean exact) {
  private static final int TRAILER = 4;

  /** Deflate can't do better than that (zlib's technical notes). */
  private static final int BEST_RATIO = 1032;

  /** Counts; reads and checks the whole layer. */
  static LayerSize counted(Layer layer) throws IOException {
    return new LayerSize(OptionalLong.of(LayerFileBytes.count(layer)), true);
  }

  /**
   * Guesses by the length of the layer's tar: gzip has it, modulo 2^32, in its last four bytes (RFC
   * 1952), which is wrong where there are several members; of no other compression is it known.
   */
  static LayerSize estimated(Layer layer) throws IOException {
    long stored = layer.descriptor().size();
    return switch (layer.compression()) {
      case Compression.None _ -> new LayerSize(OptionalLong.of(stored), false);
      case Compression.Zstd _ -> new LayerSize(OptionalLong.empty(), false);
      case Compression.Gzip _ -> {
        if (stored < TRAILER) {
          yield new LayerSize(OptionalLong.empty(), false);
        }
        long length = trailer(layer, stored - TRAILER);
        boolean plausible = length >= stored / 2 && length / BEST_RATIO <= stored;
        yield new LayerSize(plausible ? OptionalLong.of(length) : OptionalLong.empty(), false);
      }
    };
  }

  private static long trailer(Layer layer, long offset) throws IOException {
    try (InputStream in = layer.blob().open(offset)) {
      byte[] last = in.readNBytes(TRAILER);
      long length = 0;
      for (int i = last.length - 1; i >= 0; i--) {
        length = length << 8 | (last[i] & 0xff);
      }
      return length;
    }
  }
}
