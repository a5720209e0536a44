package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Digest;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine with hand-made plans: what is done, what is not done again, and what comes out. */
@Timeout(20)
class EngineTest {
  private static final Plan.Base SCRATCH = new Plan.Base.Scratch();
  private static final CopySource CONTEXT = CopySource.Context.DEFAULT;

  @TempDir Path folder;
  Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
    workshop.context.put("/a", "one");
  }

  private static Plan small() {
    return HandMade.plan(
        HandMade.stage(
            0,
            SCRATCH,
            HandMade.env("X=y"),
            HandMade.copy(CONTEXT, "/a", "/b"),
            HandMade.workdir("/w/x"),
            HandMade.run("write", "/r", "text")));
  }

  @Test
  void aStageIsAnImageWithALayerForEachStepThatMayChangeFiles() throws IOException {
    Image image = workshop.build(small());

    assertThat(Workshop.files(image))
        .isEqualTo(
            """
            /b: file 0644 7692c3ad
            /r: file 0644 982d9e3e
            /w: dir 0755
            /w/x: dir 0755
            """);
    assertThat(image.layers()).hasSize(3);
    assertThat(image.config().history())
        .extracting(entry -> entry.createdBy().orElseThrow(), HistoryEntry::emptyLayer)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ENV X=y", true),
            org.assertj.core.groups.Tuple.tuple("COPY /a /b", false),
            org.assertj.core.groups.Tuple.tuple("WORKDIR /w/x", false),
            org.assertj.core.groups.Tuple.tuple("RUN write /r text", false));
    assertThat(workshop.told())
        .containsExactly("0.1 done", "0.2 done", "0.3 done", "0.3: ran write /r text");
  }

  @Test
  void aSecondBuildIsTheSameImageAndDoesNothing() {
    Digest first = workshop.build(small()).descriptor().digest();
    workshop.told();
    workshop.runs.unpacked.clear();

    assertThat(workshop.build(small()).descriptor().digest()).isEqualTo(first);
    assertThat(workshop.told()).containsExactly("0.1 cached", "0.2 cached", "0.3 cached");
    assertThat(workshop.runs.unpacked).isEmpty();
  }

  @Test
  void aChangedFileIsCopiedAgainAndWhatComesAfterItIsDoneAgain() {
    workshop.build(small());
    workshop.told();

    workshop.context.put("/a", "two");
    workshop.context.put("/unrelated", "file");
    workshop.build(small());

    assertThat(workshop.told())
        .containsExactly("0.1 done", "0.2 done", "0.3 done", "0.3: ran write /r text");
  }

  @Test
  void containersGetReadyWhileStepsBeforeARunAreDone() {
    workshop.build(small());
    assertThat(workshop.runs.timesMadeReady).hasValue(2);

    workshop.build(small());
    workshop.build(HandMade.plan(HandMade.stage(0, SCRATCH, HandMade.copy(CONTEXT, "/a", "/c"))));
    assertThat(workshop.runs.timesMadeReady).hasValue(2);
  }

  @Test
  void aLinkedCopyIsTakenFromTheCacheWhateverIsBelowIt() {
    CopyStep link = HandMade.link(HandMade.copy(CONTEXT, "/a", "/b"));
    workshop.build(HandMade.plan(HandMade.stage(0, SCRATCH, HandMade.workdir("/x"), link)));
    workshop.told();

    workshop.build(HandMade.plan(HandMade.stage(0, SCRATCH, HandMade.workdir("/y"), link)));

    assertThat(workshop.told()).containsExactly("0.0 done", "0.1 cached");
  }

  @Test
  void filesOfAnotherStageAreNotReadAgainWhileItsLayersAreTheSame() throws IOException {
    Plan plan =
        HandMade.plan(
            HandMade.stage(0, SCRATCH, HandMade.run("write", "/r", "text")),
            HandMade.stage(1, SCRATCH, HandMade.copy(new CopySource.OfStage(0), "/r", "/s")));
    Image image = workshop.build(plan);
    assertThat(Workshop.files(image)).isEqualTo("/s: file 0644 982d9e3e\n");
    workshop.told();
    // Were a layer read, there would be an error: these are no tars.
    try (var blobs = Files.list(folder.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        Files.write(blob, new byte[(int) Files.size(blob)]);
        byte[] noise = Files.readAllBytes(blob);
        java.util.Arrays.fill(noise, (byte) 'x');
        Files.write(blob, noise);
      }
    }

    assertThat(workshop.build(plan).descriptor()).isEqualTo(image.descriptor());
    assertThat(workshop.told()).containsExactly("0.0 cached", "1.0 cached");
  }

  @Test
  void aStageOnAStageHasItsLayersAndItsHistory() throws IOException {
    Image image =
        workshop.build(
            HandMade.plan(
                HandMade.stage(0, SCRATCH, HandMade.run("write", "/r", "text")),
                HandMade.stage(1, new Plan.Base.Earlier(0), HandMade.run("write", "/s", "text"))));

    assertThat(Workshop.files(image)).isEqualTo("/r: file 0644 982d9e3e\n/s: file 0644 982d9e3e\n");
    assertThat(image.config().history()).hasSize(2);
  }

  @Test
  void anImageIsContinued() throws IOException {
    Image base =
        workshop.build(
            HandMade.plan(HandMade.stage(0, SCRATCH, HandMade.run("write", "/r", "text"))));

    Image image =
        workshop.build(
            HandMade.plan(
                HandMade.stage(
                    0,
                    new Plan.Base.Of("base", base),
                    HandMade.copy(CONTEXT, "/a", "/b"),
                    HandMade.copy(new CopySource.OfImage("base", base), "/r", "/s"))));

    assertThat(Workshop.files(image))
        .isEqualTo(
            """
            /b: file 0644 7692c3ad
            /r: file 0644 982d9e3e
            /s: file 0644 982d9e3e
            """);
    assertThat(image.layers().getFirst().diffId()).isEqualTo(base.layers().getFirst().diffId());
  }

  @Test
  void aFailedStepLeavesTheEarlierOnesInTheCache() {
    Plan plan =
        HandMade.plan(
            HandMade.stage(
                0, SCRATCH, HandMade.copy(CONTEXT, "/a", "/b"), HandMade.run("exit", "3")));

    assertThatThrownBy(() -> workshop.build(plan))
        .hasMessageContaining("process \"exit 3\" did not complete successfully: exit code: 3");
    assertThat(workshop.told()).containsExactly("0.0 done", "0.1: ran exit 3");
    assertThatThrownBy(() -> workshop.build(plan)).hasMessageContaining("exit code: 3");
    assertThat(workshop.told()).containsExactly("0.0 cached", "0.1: ran exit 3");
  }

  @Test
  void anUncachedStageIsDoneAgainButEqualStepsOfABuildOnce() {
    Plan plan =
        HandMade.plan(
            HandMade.uncached(HandMade.stage(0, SCRATCH, HandMade.run("write", "/r", "text"))),
            HandMade.uncached(
                HandMade.stage(
                    1,
                    SCRATCH,
                    HandMade.run("write", "/r", "text"),
                    HandMade.copy(new CopySource.OfStage(0), "/r", "/s"))));
    workshop.build(plan);
    workshop.runs.containers.clear();

    workshop.build(plan);

    assertThat(workshop.runs.containers).hasSize(1);
  }

  @Test
  void stagesThatDoNotNeedEachOtherRunAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    workshop.runs.during =
        _ -> {
          both.countDown();
          try {
            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };

    workshop.build(
        HandMade.plan(
            HandMade.stage(0, SCRATCH, HandMade.run("write", "/r", "0")),
            HandMade.stage(
                1,
                SCRATCH,
                HandMade.run("write", "/r", "1"),
                HandMade.copy(new CopySource.OfStage(0), "/r", "/s"))));

    assertThat(workshop.runs.containers).hasSize(2);
  }

  @Test
  void aFailureStopsTheOtherStagesAndIsWhatIsTold() {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    workshop.runs.during =
        container -> {
          try {
            if (container.command().getFirst().equals("exit")) {
              waiting.await();
            } else {
              waiting.countDown();
              never.await();
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
          }
        };

    assertThatThrownBy(() ->
            workshop.build(
                HandMade.plan(
                    HandMade.stage(0, SCRATCH, HandMade.run("exit", "7")),
                    HandMade.stage(
                        1,
                        SCRATCH,
                        HandMade.run("write", "/r", "1"),
                        HandMade.copy(new CopySource.OfStage(0), "/r", "/s")))))
        .hasMessageContaining("exit code: 7");
  }

  @Test
  void aDamagedRecordIsNone() throws IOException {
    workshop.build(small());
    workshop.told();
    try (var records = Files.list(folder.resolve("steps"))) {
      for (Path record : records.toList()) {
        Files.writeString(record, Files.readString(record).substring(0, 40));
      }
    }

    workshop.build(small());

    assertThat(workshop.told()).doesNotContain("0.1 cached", "0.2 cached", "0.3 cached");
  }

  @Test
  void aStepWhoseLayerIsNeededAndGoneIsDoneAgain() throws IOException {
    Image image = workshop.build(small());
    workshop.told();
    Layer last = image.layers().getLast();
    Files.delete(folder.resolve("blobs/sha256").resolve(last.diffId().hex()));

    workshop.build(small());

    assertThat(workshop.told())
        .contains(
            "note: layer " + last.diffId() + " is not in the cache any more: its step runs again",
            "0.2 cached",
            "0.3 done");
  }

  @Test
  void theEpochIsTheTimeOfImageAndHistoryAndOfFilesWhereAskedFor() {
    workshop.epoch = Optional.of(Instant.ofEpochSecond(1_000_000_000));
    workshop.rewriteTimes = true;
    Image first = workshop.build(small());
    Workshop other = new Workshop(folder.resolve("other"));
    other.context.putAll(workshop.context);
    other.epoch = workshop.epoch;
    other.rewriteTimes = true;

    assertThat(other.build(small()).descriptor()).isEqualTo(first.descriptor());
    assertThat(first.config().created()).isEqualTo(workshop.epoch);
    assertThat(first.config().history())
        .extracting(HistoryEntry::created)
        .containsOnly(workshop.epoch);
  }

  @Test
  void layersOfImagesAreFilesOfTheCacheThatStoresNeedNotCopy() {
    assertThat(workshop.build(small()).layers())
        .extracting(Layer::blob)
        .allMatch(blob ->
            blob instanceof dev.kobako.image.FileContent file
                && file.kept()
                && file.file().startsWith(folder));
  }
}
