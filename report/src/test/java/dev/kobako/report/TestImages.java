package dev.kobako.report;

import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Images in memory, made of tars. */
final class TestImages {
  private static final String TAR = "application/vnd.oci.image.layer.v1.tar";

  private TestImages() {}

  /**
   * An image of uncompressed layers, the lowest first; instructions are {@code RUN 0} and so on.
   */
  static Image of(TarBuilder... tars) {
    List<byte[]> layers = new ArrayList<>();
    for (TarBuilder tar : tars) {
      layers.add(tar.bytes());
    }
    return of(layers, false);
  }

  static Image of(List<byte[]> tars, boolean gzip) {
    ImageAssembly assembly =
        ImageAssembly.scratch(
            ImageConfig.builder().platform(Platform.parse("linux/amd64")).build());
    for (int i = 0; i < tars.size(); i++) {
      byte[] tar = tars.get(i);
      byte[] blob = gzip ? gzip(tar) : tar;
      Descriptor descriptor = Descriptor.of(TAR + (gzip ? "+gzip" : ""), blob);
      Layer layer = Layer.of(descriptor, Digest.sha256(tar), Content.of(blob));
      assembly = assembly.plus(layer, HistoryEntry.of(Instant.EPOCH, "RUN " + i));
    }
    return assembly.image(Instant.EPOCH);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
