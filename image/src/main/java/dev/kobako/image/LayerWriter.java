package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Makes layers: streams a tar into a compressed blob in a staging file and hashes both on the way,
 * so that nothing is read twice or held in memory. Of a large layer that is done on a thread of its
 * own while the tar is made.
 */
public final class LayerWriter {
  private LayerWriter() {}

  /**
   * Loads what writing with this compression needs, which takes a JVM that has just started some
   * time. Nothing depends on it; it may be called on another thread while layers are prepared.
   */
  public static void prepare(Compression compression) {
    try (OutputStream out =
        Compressor.on(new HashingOutput(OutputStream.nullOutputStream()), compression)) {
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
    return staged(
        stagingFolder,
        file -> {
          HashingOutput blob = new HashingOutput(DiskOutput.open(file.path()));
          // What is not compressed has one digest, and to hash is most of the work then.
          HashingOutput tar =
              compression instanceof Compression.None
                  ? blob
                  : new HashingOutput(Compressor.on(blob, compression));
          try (OutputStream out = new RelayedOutput(tar)) {
            producer.write(out);
          } catch (IOException e) {
            throw KobakoException.outside(
                Diagnostic.of(
                    "new layer",
                    "can't read what goes into it: " + e.getMessage(),
                    "check the file that is named and try again"),
                e);
          }
          Digest digest = blob.digest();
          Digest diffId = tar == blob ? digest : tar.digest();
          return layer(file, digest, blob.count(), diffId, compression);
        });
  }

  /**
   * The same layer with its tar packed anew. The old blob and the tar are checked against their
   * digests while they are read.
   *
   * @param stagingFolder as for {@link #write}
   * @throws KobakoException a finding, where the layer is damaged; outside, where it can't be read
   *     or the disk fails; the file is gone then
   */
  public static Layer repack(Path stagingFolder, Compression compression, Layer layer) {
    return repacked(stagingFolder, compression, layer, Compressor::on);
  }

  /**
   * The same, and as much as {@link ImageValidator#requireSound} says of the new layer: the file is
   * read back, and what it holds decompresses to the tar. With gzip each block has shown that by
   * itself, which takes a fifth of the time of reading the whole as any reader does.
   *
   * @param pace of gzip; other compressions use all processors
   * @throws KobakoException as above; a finding, where the file is not what was written
   */
  public static Layer repackSound(
      Path stagingFolder, Compression compression, Layer layer, Pace pace) {
    Layer made =
        repacked(
            stagingFolder,
            compression,
            layer,
            (out, packing) -> Compressor.provenOn(out, packing, pace));
    switch (compression) {
      case Compression.Gzip _ -> requireWritten(made);
      case Compression.None _, Compression.Zstd _ -> ImageValidator.requireSound(made);
    }
    return made;
  }

  private static void requireWritten(Layer layer) {
    String place = "layer " + layer.descriptor().digest();
    try (InputStream in =
        new VerifyingInputStream(
            layer.blob().open(), place, layer.descriptor().digest(), layer.descriptor().size())) {
      byte[] buffer = new byte[RelayedOutput.PIECE];
      while (in.read(buffer) >= 0) {
        // reading is what checks
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              place, "can't be read back: " + e.getMessage(), "check the disk and try again"),
          e);
    }
  }

  /** What compresses into a stream and closes that. */
  private interface Packing {
    OutputStream on(OutputStream out, Compression compression);
  }

  private static Layer repacked(
      Path stagingFolder, Compression compression, Layer layer, Packing packing) {
    return staged(
        stagingFolder,
        file -> {
          HashingOutput blob = new HashingOutput(DiskOutput.open(file.path()));
          try (InputStream in = layer.open();
              OutputStream out = packing.on(blob, compression)) {
            byte[] buffer = new byte[RelayedOutput.PIECE];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              out.write(buffer, 0, n);
            }
          } catch (IOException e) {
            throw KobakoException.outside(
                Diagnostic.of(
                    "layer " + layer.descriptor().digest(),
                    "can't be read: " + e.getMessage(),
                    "check where the image comes from and try again"),
                e);
          }
          return layer(file, blob.digest(), blob.count(), layer.diffId(), compression);
        });
  }

  private static Layer staged(Path stagingFolder, Function<StagedFile, Layer> work) {
    StagedFile file = StagedFile.create(stagingFolder);
    boolean done = false;
    try {
      Layer layer = work.apply(file);
      done = true;
      return layer;
    } finally {
      if (!done) {
        file.delete();
      }
    }
  }

  private static Layer layer(
      StagedFile file, Digest digest, long size, Digest diffId, Compression compression) {
    Descriptor descriptor = Descriptor.of(MediaType.ociLayer(compression), digest, size);
    return new BlobLayer(descriptor, diffId, Content.kept(file.path(), size), compression);
  }
}
