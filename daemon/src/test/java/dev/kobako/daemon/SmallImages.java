package dev.kobako.daemon;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Images of few bytes that are the same in each run. */
final class SmallImages {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private SmallImages() {}

  /** An image with a layer for each compression, with the files file0, file1 and so on. */
  static Image image(Path folder, Platform platform, Compression... compressions) {
    ImageConfig config = ImageConfig.builder().platform(platform).cmd(List.of("/file0")).build();
    ImageAssembly assembly = ImageAssembly.scratch(config);
    for (Compression compression : compressions) {
      String name = "file" + assembly.layers().size();
      byte[] tar = new TarBuilder().file(name, 0755, name).bytes();
      assembly =
          assembly.plus(
              LayerWriter.write(folder, compression, out -> out.write(tar)),
              HistoryEntry.of(TIME, "COPY " + name));
    }
    return assembly.image(TIME);
  }
}
