package dev.kobako.screen;

import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.report.ImagePlaces;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.time.Instant;

/** Images in memory, made of tars. */
final class LayeredImage {
  private static final String TAR = "application/vnd.oci.image.layer.v1.tar";

  private LayeredImage() {}

  /** The places of an image of uncompressed layers, the lowest first; made by {@code RUN 0}, … */
  static ImagePlaces of(TarBuilder... tars) throws IOException {
    ImageAssembly assembly =
        ImageAssembly.scratch(
            ImageConfig.builder().platform(Platform.parse("linux/amd64")).build());
    for (int i = 0; i < tars.length; i++) {
      byte[] tar = tars[i].bytes();
      Layer layer = Layer.of(Descriptor.of(TAR, tar), Digest.sha256(tar), Content.of(tar));
      assembly = assembly.plus(layer, HistoryEntry.of(Instant.EPOCH, "RUN " + i));
    }
    Image image = assembly.image(Instant.EPOCH);
    return ImagePlaces.of(image);
  }

  /** Three layers with every kind of change. */
  static ImagePlaces ofEveryChange() throws IOException {
    return of(
        new TarBuilder()
            .dir("etc", 0755)
            .file("etc/same", 0644, new byte[10])
            .file("etc/shipped", 0644, new byte[200])
            .file("etc/gone", 0644, new byte[3000])
            .file("usr/one", 0755, new byte[40_000])
            .hardlink("usr/two", "usr/one"),
        new TarBuilder().dir("etc", 0755).file("etc/shipped", 0600, new byte[200]),
        new TarBuilder().whiteout("etc/gone").file("opt/new", 0644, new byte[500]));
  }
}
