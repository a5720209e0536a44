package dev.kobako.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Progress;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * An image {@code box} for {@code kobako slim}: a busybox shell that prints {@code /etc/word} by
 * default, files that nothing needs, and in an upper layer one that hides another.
 */
final class SlimImage {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final Path BUSYBOX = Path.of("/bin/busybox");

  private SlimImage() {}

  /** Stores it; the test is skipped where there is no busybox. */
  static void store(Kobako kobako) throws IOException {
    store(
        kobako,
        "box",
        ImageConfig.builder()
            .entrypoint(List.of("/bin/sh", "-c"))
            .cmd(List.of("cat /etc/word"))
            .env(List.of("PATH=/bin"))
            .build(),
        below(),
        new TarBuilder().file("data/big", 0644, "small now\n"));
  }

  /** Stores another image. */
  static void store(Kobako kobako, String name, ImageConfig config, TarBuilder... layers)
      throws IOException {
    try (ImageStore store = ImageStore.open(kobako.home())) {
      ImageAssembly assembly = ImageAssembly.scratch(config);
      String step = "busybox";
      for (TarBuilder tar : layers) {
        assembly = assembly.plus(layer(store, tar), HistoryEntry.of(TIME, step));
        step = "COPY big /data/big";
      }
      store.write(
          Artifact.of(assembly.image(TIME)),
          "docker.io/library/" + name + ":latest",
          Progress.NONE);
    }
  }

  /** Its lower layer, with all that it needs. */
  static TarBuilder below() throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    return new TarBuilder()
        .dir("bin/", 0755)
        .file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX))
        .symlink("bin/sh", "busybox")
        .symlink("bin/cat", "busybox")
        .symlink("bin/unused", "busybox")
        .dir("etc/", 0755)
        .file("etc/passwd", 0644, "root:x:0:0::/root:/bin/sh\n")
        .file("etc/group", 0644, "root:x:0:\n")
        .file("etc/word", 0644, "hello\n")
        .file("etc/other", 0644, "the other word\n")
        .dir("data/", 0755)
        .file("data/big", 0644, "kobako ".repeat(100_000));
  }

  private static Layer layer(ImageStore store, TarBuilder tar) {
    byte[] bytes = tar.bytes();
    return LayerWriter.write(store.stagingFolder(), Compression.GZIP, out -> out.write(bytes));
  }
}
