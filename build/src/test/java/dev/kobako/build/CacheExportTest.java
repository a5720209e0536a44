package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two machines, of which the second builds from what the first has left. */
@Timeout(20)
class CacheExportTest {
  @TempDir Path folder;
  Workshop first;
  Workshop second;

  @BeforeEach
  void open() {
    first = new Workshop(folder.resolve("first"));
    second = new Workshop(folder.resolve("second"));
    first.context.put("/a", "one");
    second.context.put("/a", "one");
  }

  private static Plan plan(String last) {
    Plan.Base scratch = new Plan.Base.Scratch();
    return HandMade.plan(
        HandMade.stage(
            0,
            scratch,
            HandMade.copy(CopySource.Context.DEFAULT, "/a", "/b"),
            HandMade.run("write", "/built", "text")),
        HandMade.stage(
            1,
            scratch,
            HandMade.copy(new CopySource.OfStage(0), "/built", "/app"),
            HandMade.run("write", "/last", last)));
  }

  private Path exported(CacheExport.Mode mode) {
    Path layout = folder.resolve("layout");
    try (BuildCache cache = BuildCache.in(folder.resolve("first"))) {
      Built built = first.built(plan("x"), cache);
      new OciLayout(layout).write(built.export().artifact(mode), "cache", Progress.NONE);
    }
    return layout;
  }

  private static Artifact read(Path layout) {
    return new OciLayout(layout)
        .artifact(new ImageSelector(Optional.of("cache"), Optional.empty(), Platform.host()));
  }

  private Image secondBuilds(Plan plan, Path layout) {
    try (BuildCache cache = BuildCache.in(folder.resolve("second"))) {
      ImportedCache.in("layout", read(layout)).forEach(cache::add);
      return second.build(plan, cache);
    }
  }

  private List<String> blobs() throws IOException {
    try (var blobs = Files.list(folder.resolve("second/blobs/sha256"))) {
      return blobs.map(blob -> blob.getFileName().toString()).toList();
    }
  }

  @Test
  void withTheImagesLayersAloneEveryStepIsCachedElsewhere() throws IOException {
    Path layout = exported(CacheExport.Mode.MIN);
    Image original = first.build(plan("x"));

    Image image = secondBuilds(plan("x"), layout);

    assertThat(image.descriptor()).isEqualTo(original.descriptor());
    assertThat(second.told())
        .containsExactly("0.0 cached", "0.1 cached", "1.0 cached", "1.1 cached");
    assertThat(blobs())
        .containsExactlyInAnyOrderElementsOf(
            original.layers().stream().map(layer -> layer.diffId().hex()).toList());
    assertThat(Workshop.files(image)).isEqualTo(Workshop.files(original));
  }

  @Test
  void layersThatAreNotNeededAreNotFetched() throws IOException {
    Path layout = exported(CacheExport.Mode.MAX);

    Image image = secondBuilds(plan("y"), layout);

    assertThat(second.told())
        .containsExactly(
            "0.0 cached", "0.1 cached", "1.0 cached", "1.1 done", "1.1: ran write /last y");
    assertThat(blobs()).hasSize(2);
    assertThat(image.layers()).hasSize(2);
  }

  @Test
  void aStepWhoseLayerIsNeededAndMissingIsDoneAgain() throws IOException {
    Path layout = exported(CacheExport.Mode.MIN);
    Plan changed =
        HandMade.plan(
            plan("x").stages().getFirst(),
            HandMade.stage(
                1,
                new Plan.Base.Scratch(),
                HandMade.copy(new CopySource.OfStage(0), "/built", "/elsewhere")));

    Image image = secondBuilds(changed, layout);

    assertThat(Workshop.files(image)).isEqualTo("/elsewhere: file 0644 982d9e3e\n");
    assertThat(second.told()).contains("0.1 done", "1.0 done");
  }

  @Test
  void anImageBringsItsOwnCacheWithIt() throws IOException {
    Image inlined;
    Path layout = folder.resolve("layout");
    try (BuildCache cache = BuildCache.in(folder.resolve("first"))) {
      Built built = first.built(plan("x"), cache);
      inlined = built.export().inlined(built.image());
      new OciLayout(layout).write(Artifact.of(inlined), "cache", Progress.NONE);
    }

    Image image = secondBuilds(plan("x"), layout);

    assertThat(image.config().diffIds()).isEqualTo(inlined.config().diffIds());
    assertThat(second.told()).noneMatch(line -> line.endsWith("done"));
  }

  @Test
  void aLayerThatIsNotWhatItsRecordSaysIsNotBelieved() throws IOException {
    Path layout = exported(CacheExport.Mode.MAX);
    try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        byte[] bytes = Files.readAllBytes(blob);
        if (bytes[0] == 0x1f) {
          bytes[bytes.length - 1] ^= 1;
          Files.write(blob, bytes);
        }
      }
    }

    Image image = secondBuilds(plan("x"), layout);

    assertThat(Workshop.files(image))
        .isEqualTo("/app: file 0644 982d9e3e\n/last: file 0644 2d711642\n");
    assertThat(second.told()).contains("0.0 done", "0.1 done", "1.0 done", "1.1 done");
  }

  @Test
  void anImageWithoutCacheIsNone() {
    Image image = first.build(plan("x"));

    assertThatThrownBy(() -> ImportedCache.in("oci:layout", Artifact.of(image)))
        .hasMessage(
            """
            oci:layout: holds no cache of builds
            remedy: write one there with --cache-to, or build the image with --cache-to type=inline\
            """);
  }

  @Test
  void aDamagedCacheIsAFinding() {
    Artifact artifact;
    try (BuildCache cache = BuildCache.in(folder.resolve("first"))) {
      artifact = first.built(plan("x"), cache).export().artifact(CacheExport.Mode.MIN);
    }
    Artifact.Blob config = artifact.blobs().getFirst();
    Artifact damaged =
        new Artifact(
            artifact.descriptor(),
            artifact.manifest(),
            List.of(new Artifact.Blob(config.descriptor(), Content.of(new byte[3]))),
            List.of());

    Digest digest = config.descriptor().digest();
    assertThatThrownBy(() -> ImportedCache.in("layout", damaged))
        .hasMessage("layout: 3 bytes that are not " + digest + "\nremedy: write the cache again");
  }
}
