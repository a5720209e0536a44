package dev.kobako.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageStore;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Progress;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** An image of busybox, {@code box}, whose entrypoint is a shell. */
final class BoxImage {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final Path BUSYBOX = Path.of("/bin/busybox");

  private BoxImage() {}

  /** A store that has it; needs what runs it. */
  static Kobako stored(Path home) throws IOException {
    HostCommand.assume("runc", "busybox", "unshare", "setpriv");
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    Kobako kobako = Kobako.withStore(home);
    ImageConfig config =
        ImageConfig.builder()
            .entrypoint(List.of("/bin/sh", "-c"))
            .cmd(List.of("echo nothing was given; id -un; pwd"))
            .env(List.of("PATH=/bin", "FROM=image", "OF_CALLER", "=nothing"))
            .user("app")
            .workingDir("/srv")
            .build();
    byte[] tar =
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX))
            .symlink("bin/sh", "busybox")
            .symlink("bin/id", "busybox")
            .symlink("bin/cat", "busybox")
            .symlink("bin/sleep", "busybox")
            .dir("etc/", 0755)
            .file("etc/passwd", 0644, "root:x:0:0::/root:/bin/sh\napp:x:7:8::/srv:/bin/sh\n")
            .file("etc/group", 0644, "root:x:0:\napp:x:8:\nmore:x:9:app\n")
            .dir("srv/", 01777)
            .file("srv/there", 0644, "from the image\n")
            .bytes();
    try (ImageStore store = ImageStore.open(kobako.home())) {
      Image image =
          ImageAssembly.scratch(config)
              .plus(
                  LayerWriter.write(store.stagingFolder(), Compression.GZIP, out -> out.write(tar)),
                  HistoryEntry.of(TIME, "busybox"))
              .image(TIME);
      store.write(Artifact.of(image), "docker.io/library/box:latest", Progress.NONE);
    }
    return kobako;
  }
}
