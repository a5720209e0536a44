package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.IndexAssembly;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Images that are the same in each run, a few kilobytes each. */
final class SmallImages {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private SmallImages() {}

  /** Two layers with 3000 and 5 bytes in files; they differ from platform to platform. */
  static Image of(Path staging, String platform, Compression compression) {
    Layer base =
        layer(
            staging,
            compression,
            new TarBuilder()
                .dir("etc/", 0755)
                .file("etc/words", 0644, "kobako ".repeat(430).substring(0, 3000)));
    Layer top =
        layer(
            staging,
            compression,
            new TarBuilder()
                .file("arch", 0644, (platform + "     ").substring(6, 11))
                .hardlink("same", "arch"));
    return ImageAssembly.scratch(
            ImageConfig.builder()
                .platform(Platform.parse(platform))
                .entrypoint(List.of("/bin/app"))
                .env(List.of("PATH=/bin"))
                .build())
        .plus(base, HistoryEntry.of(TIME, "COPY words /etc/words"))
        .plus(
            new HistoryEntry(
                java.util.Optional.of(TIME),
                java.util.Optional.of("ENV PATH=/bin"),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                true))
        .plus(top, HistoryEntry.of(TIME, "COPY arch /\u001b[2J"))
        .image(TIME);
  }

  /** An index of such images. */
  static Artifact index(Path staging, String... platforms) {
    IndexAssembly assembly = IndexAssembly.EMPTY;
    for (String platform : platforms) {
      assembly = assembly.plus(platform, Artifact.of(of(staging, platform, Compression.GZIP)));
    }
    return assembly.artifact();
  }

  private static Layer layer(Path staging, Compression compression, TarBuilder tar) {
    byte[] bytes = tar.bytes();
    return LayerWriter.write(staging, compression, out -> out.write(bytes));
  }

  /** What a file holds that is no archive. */
  static byte[] garbage() {
    return "no archive at all, just some words".getBytes(UTF_8);
  }
}
