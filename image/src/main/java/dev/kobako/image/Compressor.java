package dev.kobako.image;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Opens compressed streams that use several processors, and says for how many of them there is
 * memory. What comes out depends on the input and the compression alone, not on the machine.
 *
 * <p>Zstandard's own settings for levels 20 to 22 are not taken as they are. With windows of up to
 * 128 MiB each worker needs a gigabyte and more, and every reader the size of the window. These
 * levels search as hard as they do, but in a window of 32 MiB, with the tables of level 20.
 */
final class Compressor {
  private static final long MIB = 1L << 20;

  private static final int FIRST_LARGE_LEVEL = 20;

  /** What level 20 has by itself, as powers of two: 32 MiB, 160 MiB of tables. */
  private static final int WINDOW_LOG = 25;

  private static final int CHAIN_LOG = 25;
  private static final int HASH_LOG = 23;
  private static final int JOB = 64 * (int) MIB;

  /** From here on a worker has tables for a binary tree over the whole window. */
  private static final int FIRST_COSTLY_LEVEL = 16;

  /** Memory beside the heap that all zstd streams may take together. */
  private static final long ZSTD_MEMORY = 1024 * MIB;

  private Compressor() {}

  /** A stream that compresses into {@code out} and closes it. */
  static OutputStream on(OutputStream out, Compression compression) {
    return switch (compression) {
      case Compression.None _ -> out;
      case Compression.Gzip gzip -> new GzipOutput(out, gzip.level());
      case Compression.Zstd zstd -> zstd(out, zstd.level(), zstdWorkers(zstd.level()));
    };
  }

  /**
   * The same, but gzip fails where it would write what does not decompress to what it was given.
   */
  static OutputStream provenOn(OutputStream out, Compression compression, Pace pace) {
    return switch (compression) {
      case Compression.Gzip gzip -> GzipOutput.proven(out, gzip.level(), pace);
      case Compression.None _, Compression.Zstd _ -> on(out, compression);
    };
  }

  /**
   * Zstandard with workers, at least one: then the bytes don't depend on how many, without any they
   * would be others.
   */
  static OutputStream zstd(OutputStream out, int level, int workers) {
    try {
      ZstdOutputStreamNoFinalizer zstd =
          new ZstdOutputStreamNoFinalizer(out, level).setWorkers(workers);
      return level < FIRST_LARGE_LEVEL
          ? zstd
          : zstd.setWindowLog(WINDOW_LOG)
              .setChainLog(CHAIN_LOG)
              .setHashLog(HASH_LOG)
              .setJobSize(JOB);
    } catch (IOException e) {
      throw new IllegalStateException("zstd refuses settings that it documents", e);
    }
  }

  /** How many streams may be open at once: a quarter of the heap, or 1 GiB beside it. */
  static int atOnce(Compression compression) {
    int processors = Runtime.getRuntime().availableProcessors();
    long room =
        switch (compression) {
          case Compression.None _ -> processors;
          case Compression.Gzip _ -> Runtime.getRuntime().maxMemory() / 4 / GzipOutput.memory();
          case Compression.Zstd zstd ->
              ZSTD_MEMORY / zstdWorkers(zstd.level()) / zstdMemory(zstd.level());
        };
    return Math.clamp(room, 1, processors);
  }

  /** What a worker needs at most, in bytes: tables, and its part of the input and output. */
  private static long zstdMemory(int level) {
    if (level < FIRST_COSTLY_LEVEL) {
      return 64 * MIB;
    }
    return level < FIRST_LARGE_LEVEL ? 192 * MIB : 320 * MIB;
  }

  private static int zstdWorkers(int level) {
    int most = level < FIRST_COSTLY_LEVEL ? 8 : 4;
    return Math.min(most, Runtime.getRuntime().availableProcessors());
  }
}
