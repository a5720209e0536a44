package dev.kobako.page;

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
import java.time.Instant;

/** Images of tars. */
final class Tars {
  private static final String TAR = "application/vnd.oci.image.layer.v1.tar";

  private Tars() {}

  static Image image(TarBuilder tar) {
    byte[] bytes = tar.bytes();
    Layer layer = Layer.of(Descriptor.of(TAR, bytes), Digest.sha256(bytes), Content.of(bytes));
    return ImageAssembly.scratch(
            ImageConfig.builder().platform(Platform.parse("linux/amd64")).build())
        .plus(layer, HistoryEntry.of(Instant.EPOCH, "RUN it"))
        .image(Instant.EPOCH);
  }
}
