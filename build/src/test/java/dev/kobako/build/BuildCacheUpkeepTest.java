package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.build.BuildCacheUpkeep.Limits;
import dev.kobako.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes from the cache, and what a build after that does. */
@Timeout(20)
class BuildCacheUpkeepTest {
  private static final Limits A_DAY = new Limits(Duration.ofDays(1), Long.MAX_VALUE);

  @TempDir Path folder;

  private static Plan plan(String text) {
    return HandMade.plan(
        HandMade.stage(
            0,
            new Plan.Base.Scratch(),
            HandMade.run("write", "/a", text),
            HandMade.run("write", "/b", text)));
  }

  private Path blob(Image image, int layer) {
    return folder.resolve("blobs/sha256").resolve(image.layers().get(layer).diffId().hex());
  }

  private static void age(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
  }

  @Test
  void whatWasNotUsedForLongGoesAndTheStepRunsAgainWhereItIsNeeded() throws IOException {
    Workshop workshop = new Workshop(folder);
    Image image = workshop.build(plan("x"));
    String files = Workshop.files(image);
    age(blob(image, 1));
    workshop.told();

    BuildCacheUpkeep.Removal removal =
        new BuildCacheUpkeep(folder, Set.of()).keepWithin(A_DAY, Instant.now());

    assertThat(removal.paths()).containsExactly(blob(image, 1));
    assertThat(removal.bytes()).isEqualTo(image.layers().get(1).descriptor().size());
    assertThat(blob(image, 1)).doesNotExist();
    assertThat(Workshop.files(workshop.build(plan("x")))).isEqualTo(files);
    assertThat(workshop.told()).contains("0.0 cached", "0.1 done");
  }

  @Test
  void aUsedLayerIsNotOld() throws IOException {
    Workshop workshop = new Workshop(folder);
    Image image = workshop.build(plan("x"));
    age(blob(image, 0));
    workshop.build(plan("x"));

    assertThat(new BuildCacheUpkeep(folder, Set.of()).beyond(A_DAY, Instant.now()).paths())
        .isEmpty();
  }

  @Test
  void beyondASizeWhatCanBeMadeAgainGoesFirst() throws IOException {
    Image image = new Workshop(folder).build(plan("x"));
    Path unpacked = Files.createDirectories(folder.resolve("layers/sha256-1/fs"));
    Files.write(unpacked.resolve("file"), new byte[5000]);
    age(blob(image, 0));
    BuildCacheUpkeep upkeep = new BuildCacheUpkeep(folder, Set.of());

    long before = upkeep.bytes();
    BuildCacheUpkeep.Removal removal =
        upkeep.keepWithin(new Limits(Duration.ofDays(9), before - 1), Instant.now());

    assertThat(removal.paths()).containsExactly(unpacked.getParent());
    assertThat(removal.left()).isEqualTo(before - 5000);
    assertThat(unpacked).doesNotExist();
    assertThat(upkeep.beyond(new Limits(Duration.ofDays(9), before - 6000), Instant.now()).paths())
        .containsExactly(blob(image, 0));
  }

  @Test
  void nothingGoesWhileSomebodyBuilds() {
    new Workshop(folder).build(plan("x"));
    BuildCacheUpkeep upkeep = new BuildCacheUpkeep(folder, Set.of());

    try (BuildCache _ = BuildCache.in(folder)) {
      assertThat(upkeep.tryKeepWithin(Limits.NOTHING, Instant.now())).isEmpty();
    }
    assertThat(upkeep.tryKeepWithin(Limits.NOTHING, Instant.now())).isPresent();
    assertThat(upkeep.bytes()).isZero();
  }

  @Test
  void aCacheThatIsNotThereIsSmall() {
    BuildCacheUpkeep upkeep = new BuildCacheUpkeep(folder.resolve("none"), Set.of());

    assertThat(upkeep.bytes()).isZero();
    assertThat(upkeep.keepWithin(Limits.NOTHING, Instant.now()).paths()).isEmpty();
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
