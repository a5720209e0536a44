package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import dev.kobako.testkit.DistributionRegistry;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two machines that share a cache through Debian's docker-registry. */
@Timeout(60)
class RegistryCacheTest {
  @TempDir Path folder;

  private static Plan plan() {
    Plan.Base scratch = new Plan.Base.Scratch();
    return HandMade.plan(
        HandMade.stage(0, scratch, HandMade.run("write", "/built", "text")),
        HandMade.stage(1, scratch, HandMade.copy(new CopySource.OfStage(0), "/built", "/app")));
  }

  private Homes machine(String name) {
    return new Homes(ImageStore.open(folder.resolve(name)), new TreeMap<>(), false);
  }

  @Test
  void aMachineWithAnEmptyCacheBuildsFromWhatAnotherHasPushed() throws IOException {
    assumeTrue(DistributionRegistry.missing().isEmpty(), DistributionRegistry.missing().orElse(""));
    try (DistributionRegistry registry = DistributionRegistry.start()) {
      ImageLocation location =
          ImageLocation.parse("docker://" + registry.address() + "/app/cache:main");
      Image original = pushed(location);

      Workshop second = new Workshop(folder.resolve("second/build"));
      try (Homes homes = machine("second");
          BuildCache cache = BuildCache.in(folder.resolve("second/build"))) {
        Artifact found = homes.artifact(location, PlatformChoice.all());
        ImportedCache.in(location.toString(), found).forEach(cache::add);
        Built built = second.built(plan(), cache);

        assertThat(built.image().descriptor()).isEqualTo(original.descriptor());
        assertThat(second.told()).containsExactly("0.0 cached", "1.0 cached");
        try (var blobs = Files.list(folder.resolve("second/build/blobs/sha256"))) {
          assertThat(blobs).hasSize(1);
        }
        // What was not fetched is where it is to be pushed to.
        Artifact again = built.export().artifact(CacheExport.Mode.MAX);
        assertThat(again.descriptor()).isEqualTo(found.descriptor());
        homes.write(location, again, "cache", Progress.NONE);
      }
    }
  }

  private Image pushed(ImageLocation location) {
    try (Homes homes = machine("first");
        BuildCache cache = BuildCache.in(folder.resolve("first/build"))) {
      Built built = new Workshop(folder.resolve("first/build")).built(plan(), cache);
      homes.write(location, built.export().artifact(CacheExport.Mode.MAX), "cache", Progress.NONE);
      return built.image();
    }
  }

  @Test
  void theStoreTakesLayersOverWithoutCopying() throws IOException {
    try (Homes homes = machine("first");
        BuildCache cache = BuildCache.in(folder.resolve("first/build"))) {
      Image image = new Workshop(folder.resolve("first/build")).build(plan(), cache);

      homes.write(ImageLocation.parse("app"), image, "app");

      String layer = image.layers().getFirst().diffId().hex();
      assertThat(
              Files.isSameFile(
                  folder.resolve("first/store/blobs/sha256").resolve(layer),
                  folder.resolve("first/build/blobs/sha256").resolve(layer)))
          .isTrue();
    }
  }
}
