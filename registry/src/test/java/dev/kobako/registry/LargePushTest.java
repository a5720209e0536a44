package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.testkit.DistributionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More bytes than the buffers of sockets hold, which small tests never fill. */
@Timeout(60)
class LargePushTest {
  @Test
  void largeFilesArePushedAtTheSameTime(@TempDir Path folder) throws IOException {
    assumeTrue(DistributionRegistry.missing().isEmpty(), DistributionRegistry.missing().orElse(""));
    List<byte[]> layers =
        List.of(TestArtifacts.noise(1, 40_000_000), TestArtifacts.noise(2, 30_000_000));
    Path one = Files.write(folder.resolve("one"), layers.get(0));
    Path two = Files.write(folder.resolve("two"), layers.get(1));
    Artifact image =
        TestArtifacts.image(
            List.of(Content.of(one, 40_000_000), Content.of(two, 30_000_000)), layers);
    try (DistributionRegistry server = DistributionRegistry.start();
        Registries registries = TestRegistries.open()) {
      Repository app = registries.repository(ImageReference.parse(server.address() + "/app:v1"));
      Recorded progress = new Recorded();
      app.write(image, "v1", progress);
      assertThat(progress.moved()).isGreaterThan(70_000_000);
      Artifact pulled = app.artifact(ImageSelector.named("v1"));
      assertThat(pulled.blobs().get(1).content().bytes()).isEqualTo(layers.get(0));
      assertThat(pulled.blobs().get(2).content().bytes()).isEqualTo(layers.get(1));
    }
  }
}
