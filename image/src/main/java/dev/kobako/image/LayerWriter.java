package dev.kobako.image;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes layers: streams a tar into a compressed blob in a staging file and hashes both on the way,
 * so that nothing is read twice or held in memory.
 */
public final class LayerWriter {
  /** Large, since hashing in a JVM that has just started is only quick for long runs. */
  private static final int BUFFER = 256 * 1024;

  private LayerWriter() {}

  /**
   * Loads what writing with this compression needs, which takes a JVM that has just started some
   * time. Nothing depends on it; it may be called on another thread while layers are prepared.
   */
  public static void prepare(Compression compression) {
    try (OutputStream out =
        compressor(new HashingOutput(OutputStream.nullOutputStream()), compression)) {
      out.write(0);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written anywhere", e);
    }
  }

  /**
   * Writes one layer.
   *
   * @param stagingFolder where the blob goes, under a name of its own; it stays there until the JVM
   *     ends or the store's next start tidies up, so write the image to a home before. Best is
   *     {@link ImageStore#stagingFolder()}: the store then takes blobs over without copying
   * @throws KobakoException outside, where the disk or the producer's sources fail; the file is
   *     gone then
   */
  public static Layer write(Path stagingFolder, Compression compression, TarProducer producer) {
    StagedFile file = StagedFile.create(stagingFolder);
    boolean done = false;
    try {
      HashingOutput blob = new HashingOutput(new FileOutput(file));
      HashingOutput tar = new HashingOutput(compressor(blob, compression));
      try (OutputStream out = new BufferedOutputStream(tar, BUFFER)) {
        producer.write(out);
      }
      Descriptor descriptor =
          Descriptor.of(MediaType.ociLayer(compression), blob.digest(), blob.count());
      Digest diffId = compression instanceof Compression.None ? descriptor.digest() : tar.digest();
      done = true;
      return new BlobLayer(descriptor, diffId, Content.of(file.path(), blob.count()), compression);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              "new layer",
              "can't read what goes into it: " + e.getMessage(),
              "check the file that is named and try again"),
          e);
    } finally {
      if (!done) {
        file.delete();
      }
    }
  }

  private static OutputStream compressor(OutputStream out, Compression compression)
      throws IOException {
    return switch (compression) {
      case Compression.None _ -> out;
      case Compression.Gzip gzip -> new GzipOutput(out, gzip.level());
      case Compression.Zstd zstd ->
          // With one worker or more the bytes don't depend on how many; without any they differ.
          new ZstdOutputStreamNoFinalizer(out, zstd.level())
              .setWorkers(Runtime.getRuntime().availableProcessors());
    };
  }

  /** Tells failures of the staging file apart from those of the producer's own sources. */
  private static final class FileOutput extends FilterOutputStream {
    private final Path file;

    FileOutput(StagedFile file) {
      super(open(file));
      this.file = file.path();
    }

    private static OutputStream open(StagedFile file) {
      try {
        return Files.newOutputStream(file.path());
      } catch (IOException e) {
        throw DiskFailure.writing(file.path(), e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw DiskFailure.writing(file, e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw DiskFailure.writing(file, e);
      }
    }
  }
}
