package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real Podman, whose service we start ourselves. */
@Timeout(120)
class PodmanTest {
  @TempDir Path temp;

  @Test
  void whatIsLoadedComesBackWithTheSameConfigAndLayers() throws Exception {
    try (RealEngine engine = new RealEngine()) {
      SortedMap<String, String> environment = engine.podman();
      EngineHome home = new EngineHome(Engine.PODMAN, environment, temp);
      Image image =
          SmallImages.image(
              temp, Platform.host(), Compression.GZIP, Compression.ZSTD, Compression.NONE);
      home.write(image, "app:1");
      System.err.println(engine.run(environment, "podman", "images"));
      System.err.println(home.list());
      Image copy = home.read(ImageSelector.of(ImageReference.parse("app:1")));
      assertThat(copy.config().bytes()).isEqualTo(image.config().bytes());
      assertThat(copy.layers()).extracting(Layer::diffId).isEqualTo(image.config().diffIds());
      assertThat(ImageValidator.check(copy)).isEmpty();
    }
  }
}
