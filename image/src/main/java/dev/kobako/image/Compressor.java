package dev.kobako.image;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Opens compressed streams that use all processors, and says how many of them there is memory for.
 * What comes out depends on the input and the compression alone, not on the machine.
 */
final class Compressor {
  private Compressor() {}

  /** A stream that compresses into {@code out} and closes it. */
  static OutputStream on(OutputStream out, Compression compression) {
    return switch (compression) {
      case Compression.None _ -> out;
      case Compression.Gzip gzip -> new GzipOutput(out, gzip.level());
      case Compression.Zstd zstd -> zstd(out, zstd.level());
    };
  }

  private static OutputStream zstd(OutputStream out, int level) {
    try {
      // With one worker or more the bytes don't depend on how many; without any they differ.
      return new ZstdOutputStreamNoFinalizer(out, level)
          .setWorkers(Runtime.getRuntime().availableProcessors());
    } catch (IOException e) {
      throw new IllegalStateException("zstd refuses settings that it documents", e);
    }
  }

  /** How many streams may be open at once. */
  static int atOnce(Compression compression) {
    return Runtime.getRuntime().availableProcessors();
  }
}
