package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.Layer;
import dev.kobako.image.MediaType;
import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real {@code dockerd}, which is started once. */
@Timeout(120)
class DockerTest {
  private static RealEngine engine;
  private static SortedMap<String, String> environment;
  private static EngineHome home;

  @TempDir static Path temp;

  @BeforeAll
  static void start() throws Exception {
    engine = new RealEngine();
    environment = engine.docker();
    home = new EngineHome(Engine.DOCKER, environment, temp);
  }

  @AfterAll
  static void end() throws Exception {
    engine.close();
  }

  private static Digest id(Image image) {
    return Digest.sha256(image.config().bytes());
  }

  @Test
  void whatIsLoadedComesBackWithTheSameConfigAndLayers() {
    Image image =
        SmallImages.image(
            temp, Platform.host(), Compression.GZIP, Compression.ZSTD, Compression.NONE);
    Descriptor written = home.write(image, "example.com/box/app:1");
    assertThat(written.mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    Image copy = home.read(ImageSelector.of(ImageReference.parse("example.com/box/app:1")));
    assertThat(copy.config().bytes()).isEqualTo(image.config().bytes());
    assertThat(copy.layers()).extracting(Layer::diffId).isEqualTo(image.config().diffIds());
    assertThat(ImageValidator.check(copy)).isEmpty();
    assertThat(
            home.read(
                    new ImageSelector(
                        java.util.Optional.empty(),
                        java.util.Optional.of(id(image)),
                        Platform.host()))
                .config()
                .bytes())
        .isEqualTo(image.config().bytes());
  }
}
