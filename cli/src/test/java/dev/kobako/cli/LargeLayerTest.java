package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.ImageSelector;
import dev.kobako.image.Layer;
import dev.kobako.image.OciLayout;
import dev.kobako.testkit.MisbehavingServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A layer far larger than the heap of the process that moves it. It is 200 MB in a heap of 40 MB
 * unless {@code -Dkobako.test.large=true} asks for 5 GB in 256 MB, which takes minutes and 15 GB of
 * disk.
 */
@Timeout(900)
class LargeLayerTest {
  private static final boolean LARGE = Boolean.getBoolean("kobako.test.large");
  private static final long SIZE = LARGE ? 5_000_000_000L : 200_000_000L;
  private static final List<String> HEAP = List.of(LARGE ? "-Xmx256m" : "-Xmx40m");

  @TempDir Path temp;
  private LargeLayerRegistry registry;
  private MisbehavingServer server;
  private Kobako kobako;

  @BeforeEach
  void start() {
    registry = new LargeLayerRegistry(SIZE);
    server = MisbehavingServer.start(registry);
    kobako = Kobako.withStore(temp.resolve("home")).in(temp).with("HOME", temp.toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String remote(String repository) {
    return "docker://" + server.address() + "/" + repository + ":1";
  }

  private void moves(String... arguments) throws Exception {
    long start = System.nanoTime();
    try (KobakoProcess process = KobakoProcess.start(kobako, HEAP, arguments)) {
      process.result().done();
    }
    System.out.printf(
        "%d bytes with %s in %d ms: %s%n",
        SIZE,
        HEAP.getFirst(),
        (System.nanoTime() - start) / 1_000_000,
        String.join(" ", arguments));
  }

  @Test
  void itMovesBetweenRegistriesLayoutsAndTheStore() throws Exception {
    moves("copy", "-q", remote("app"), "oci:layout:1");
    assertThat(temp.resolve("layout/blobs/sha256/" + registry.digest().substring(7))).hasSize(SIZE);

    moves("copy", "-q", "oci:layout:1", remote("from-layout"), "--compression", "none");
    assertThat(registry.received("from-layout")).contains(registry.digest());

    moves("copy", "-q", remote("app"), remote("from-registry"), "--compression", "none");
    assertThat(registry.received("from-registry")).contains(registry.digest());
  }

  @Test
  void itIsRecompressedOutOfAnArchive() throws Exception {
    moves("copy", "-q", remote("app"), "docker-archive:app.tar:app:1");
    moves("copy", "-q", "docker-archive:app.tar", "oci:gzip:1", "--compression", "gzip");
    moves("copy", "-q", "docker-archive:app.tar", "oci:zstd:1", "--compression", "zstd");
    for (String compression : List.of("gzip", "zstd")) {
      Layer layer =
          new OciLayout(temp.resolve(compression))
              .read(ImageSelector.named("1"))
              .layers()
              .getFirst();
      assertThat(layer.descriptor().mediaType()).endsWith("tar+" + compression);
      assertThat(layer.diffId()).hasToString(registry.digest());
    }
  }
}
