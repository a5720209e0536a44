package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose times copied files have, where several projects have equal files. */
@Timeout(20)
class CopiedTimesTest {
  private static final Instant LATER = Instant.ofEpochSecond(1_000_000_000);

  @TempDir Path folder;
  Workshop workshop;
  Image first;

  @BeforeEach
  void build() {
    workshop = new Workshop(folder);
    workshop.context.put("/a", "one");
    first = workshop.build(plan("label"));
    workshop.told();
  }

  private static Plan plan(String keyword) {
    return HandMade.plan(
        HandMade.written(
            keyword,
            HandMade.stage(
                0,
                new Plan.Base.Scratch(),
                HandMade.copy(CopySource.Context.DEFAULT, "/a", "/b"))));
  }

  private void isCached(Image image) {
    assertThat(workshop.told()).containsExactly("0.0 cached");
    assertThat(image.config().diffIds()).isEqualTo(first.config().diffIds());
  }

  @Test
  void equalFilesOfAnotherProjectHaveItsTimes() throws IOException {
    workshop.place = "/other";
    workshop.time = LATER;

    Image image = workshop.build(plan("env"));

    assertThat(workshop.told()).containsExactly("0.0 done");
    assertThat(Workshop.files(image)).isEqualTo(Workshop.files(first));
    assertThat(image.config().diffIds()).isNotEqualTo(first.config().diffIds());
  }

  @Test
  void aTouchRebuildsNothing() {
    workshop.time = LATER;

    isCached(workshop.build(plan("label")));
  }

  @Test
  void anotherDockerfileInTheSameFolderRebuildsNothing() {
    workshop.time = LATER;

    isCached(workshop.build(plan("env")));
  }

  @Test
  void aFreshCloneRebuildsNothingAndIsKnownFromThenOn() {
    workshop.place = "/clone";
    workshop.time = LATER;

    isCached(workshop.build(plan("label")));
    isCached(workshop.build(plan("env")));
  }

  @Test
  void equalTimesAreEnough() {
    workshop.place = "/other";

    isCached(workshop.build(plan("env")));
  }

  @Test
  void whoTakesTheFirstProjectsTimesDoesNotPassThemOn() {
    workshop.place = "/clone";
    workshop.time = LATER;
    workshop.build(plan("label"));
    workshop.told();
    workshop.place = "/other";

    Image image = workshop.build(plan("env"));

    assertThat(workshop.told()).containsExactly("0.0 done");
    assertThat(image.config().diffIds()).isNotEqualTo(first.config().diffIds());
  }
}
