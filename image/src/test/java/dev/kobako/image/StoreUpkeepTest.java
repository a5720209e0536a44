package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreUpkeepTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final StoreUpkeep.Tars UNUSED = StoreUpkeep.Tars.UNUSED;

  @TempDir Path temp;
  private ImageStore store;
  private Image zstd;
  private Image both;

  /** Two images that share their first layer, one of them under two names. */
  @BeforeEach
  void fill() {
    store = ImageStore.open(temp.resolve("home"), SHORT);
    zstd = TestImages.image(temp, Compression.ZSTD);
    both = TestImages.image(temp, Compression.ZSTD, Compression.GZIP);
    store.put(zstd, ImageReference.parse("zstd"));
    store.put(both, ImageReference.parse("both"));
    store.tag("both", ImageReference.parse("example.org/other:1"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path blob(Digest digest) {
    return store.layoutFolder().resolve(LayoutFiles.blobName(digest));
  }

  private static Digest layer(Image image, int number) {
    return image.layers().get(number).descriptor().digest();
  }

  private void assertSound() {
    assertThat(ImageValidator.checkLayout(store.layoutFolder())).isEmpty();
  }

  private static Path old(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
  }

  @Test
  void aNameGoesAloneWhereThereIsAnother() {
    RemovedImage removed = store.upkeep().remove("both");
    assertThat(removed.digest()).isEqualTo(both.descriptor().digest());
    assertThat(removed.names()).containsExactly("docker.io/library/both:latest");
    assertThat(removed.remaining()).containsExactly("example.org/other:1");
    assertThat(removed.freed().files()).isEmpty();
    assertThat(store.image(ImageReference.parse("example.org/other:1"))).isPresent();
    assertSound();
  }

  @Test
  void theLastNameTakesWhatOnlyThisImageUsed() throws IOException {
    UnpackedLayers unpacked = store.unpackedLayers();
    unpacked.tars(both.layers());
    long before = store.upkeep().bytes();
    RemovedImage removed = store.upkeep().remove(both.descriptor().digest().brief());
    assertThat(removed.names())
        .containsExactly("docker.io/library/both:latest", "example.org/other:1");
    assertThat(removed.remaining()).isEmpty();
    assertThat(removed.kept()).isEmpty();
    assertThat(removed.freed().files())
        .extracting(StoreFile::name)
        .containsExactlyInAnyOrder(
            both.descriptor().digest().hex(),
            Digest.sha256(both.config().bytes()).hex(),
            layer(both, 1).hex(),
            "sha256-" + both.layers().get(1).diffId().hex() + ".tar");
    assertThat(removed.freed().files()).allSatisfy(file -> assertThat(file.path()).doesNotExist());
    assertThat(removed.freed().left()).isEqualTo(before - removed.freed().bytes());
    assertThat(store.upkeep().bytes()).isEqualTo(removed.freed().left());
    assertThat(blob(layer(zstd, 0))).exists();
    assertSound();
  }

  @Test
  void whileOthersUseTheStoreOnlyTheNameGoes() {
    try (ImageStore _ = ImageStore.open(temp.resolve("home"))) {
      RemovedImage removed = store.upkeep().remove("zstd");
      assertThat(removed.kept()).contains("the store is in use by this process");
      assertThat(removed.freed().files()).isEmpty();
      assertThat(blob(zstd.descriptor().digest())).exists();
    }
    assertThat(store.upkeep().gc(UNUSED).files())
        .extracting(StoreFile::name)
        .contains(zstd.descriptor().digest().hex());
  }

  @Test
  void collectingWaitsAndThenNamesWhoUsesTheStore() {
    try (ImageStore _ = ImageStore.open(temp.resolve("home"))) {
      assertThatThrownBy(() -> store.upkeep().gc(UNUSED))
          .isInstanceOfSatisfying(
              KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
          .hasMessage(
              temp.resolve("home")
                  + ": is in use by this process for more than 0 s\n"
                  + "remedy: wait until it is done, or end it");
    }
    assertThat(store.upkeep().gc(UNUSED).files()).isEmpty();
  }

  @Test
  void nobodyOpensTheStoreWhileItIsCleaned() {
    Path home = temp.resolve("home");
    store.close();
    try (UseLock _ = UseLock.tryAlone(home.resolve("use.lock"), SHORT).orElseThrow()) {
      assertThatThrownBy(() -> ImageStore.open(home, SHORT))
          .hasMessage(
              home
                  + ": is in use by this process for more than 0 s\n"
                  + "remedy: wait until it is done, or end it");
    }
    ImageStore.open(home, SHORT).close();
  }

  @Test
  void whatNothingLeadsToIsCollectedAndTheRestStays() throws IOException {
    store.unpackedLayers().tars(both.layers());
    Path home = temp.resolve("home");
    Path blob = Files.write(blob(Digest.sha256(new byte[7])), new byte[7]);
    Path staged = Files.write(home.resolve("staging/staged-999999999-1-2"), new byte[1]);
    Path ours = Files.write(StagedFile.create(home.resolve("staging")).path(), new byte[1]);
    Path partial =
        Files.write(home.resolve("staging/partial-sha256-" + "0".repeat(64)), new byte[5]);
    Path tar = Files.write(home.resolve("unpacked/sha256-" + "1".repeat(64) + ".tar"), new byte[9]);
    List<Path> foreign =
        List.of(
            Files.write(store.layoutFolder().resolve("blobs/sha256/notes"), new byte[1]),
            Files.write(store.layoutFolder().resolve("notes"), new byte[1]),
            Files.write(home.resolve("unpacked/notes.tar"), new byte[1]),
            Files.createDirectories(blob(Digest.sha256(new byte[8]))));
    StoreFile.Kind[] kinds = {
      StoreFile.Kind.BLOB, StoreFile.Kind.PARTIAL, StoreFile.Kind.STAGED, StoreFile.Kind.UNPACKED
    };
    Freed would = store.upkeep().garbage(UNUSED);
    assertThat(would.files())
        .extracting(StoreFile::path)
        .containsExactly(blob, partial, staged, tar);
    assertThat(would.files()).extracting(StoreFile::kind).containsExactly(kinds);
    assertThat(would.bytes()).isEqualTo(22);
    assertThat(blob).exists();
    Freed freed = store.upkeep().gc(UNUSED);
    assertThat(freed).isEqualTo(would);
    assertThat(List.of(blob, partial, staged, tar))
        .allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(foreign).allSatisfy(path -> assertThat(path).exists());
    assertThat(ours).exists();
    assertSound();
    assertThat(store.upkeep().gc(StoreUpkeep.Tars.ALL).files())
        .extracting(StoreFile::kind)
        .containsExactly(StoreFile.Kind.UNPACKED, StoreFile.Kind.UNPACKED);
  }

  @Test
  void aDamagedManifestStopsCollectingUntilItsImageIsRemoved() throws IOException {
    Path manifest = blob(zstd.descriptor().digest());
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[5]++;
    Files.write(manifest, bytes);
    assertThatThrownBy(() -> store.upkeep().gc(UNUSED))
        .hasMessage(
            store.layoutFolder()
                + ": manifest "
                + zstd.descriptor().digest()
                + ": has digest "
                + Digest.sha256(bytes)
                + ", expected "
                + zstd.descriptor().digest()
                + "\nremedy: remove the image with 'kobako rmi "
                + zstd.descriptor().digest()
                + "' and pull it again");
    assertThat(store.upkeep().remove(zstd.descriptor().digest().toString()).freed().files())
        .extracting(StoreFile::path)
        .containsExactly(manifest);
    assertThat(store.upkeep().gc(UNUSED).files()).hasSize(1);
    assertSound();
  }

  @Test
  void aDamagedManifestIsRepairedByPuttingItsImageAgain() throws IOException {
    Files.write(
        blob(zstd.descriptor().digest()), new byte[Math.toIntExact(zstd.descriptor().size())]);
    store.put(zstd, ImageReference.parse("zstd"));
    assertSound();
  }

  @Test
  void ofASparseIndexThePartsThatAreHereCountAndTheOthersAreNamed() throws IOException {
    Descriptor here = zstd.descriptor().withPlatform(Platform.parse("linux/amd64"));
    Descriptor away =
        Descriptor.of(MediaType.OCI_MANIFEST, new byte[3])
            .withPlatform(Platform.parse("linux/arm64"));
    byte[] bytes = new Index(List.of(here, away)).bytes();
    Descriptor index = Descriptor.of(MediaType.OCI_INDEX, bytes);
    store.put(
        new Artifact(index, Content.of(bytes), List.of(), List.of(Artifact.of(zstd))),
        ImageReference.parse("sparse"),
        Progress.NONE);
    store.upkeep().remove("zstd");
    assertThat(store.upkeep().garbage(UNUSED).files()).isEmpty();
    assertThat(store.image(ImageReference.parse("sparse"), Platform.parse("linux/amd64")))
        .isPresent();
    assertThatThrownBy(
            () -> store.image(ImageReference.parse("sparse"), Platform.parse("linux/arm64")))
        .hasMessage(
            store.layoutFolder()
                + ": index "
                + index.digest()
                + ": lists the image "
                + away.digest()
                + " for linux/arm64, which is not here, only linux/amd64 is\n"
                + "remedy: copy it again with this platform");
    ImageUsage usage = store.upkeep().usage().getLast();
    assertThat(usage.platforms()).extracting(Platform::toString).containsExactly("linux/amd64");
    assertThat(usage.missing()).extracting(Platform::toString).containsExactly("linux/arm64");
    assertThat(usage.complete()).isFalse();
  }

  @Test
  void theLimitTakesWhatCanBeMadeAgainAndNoImageThatHasAName() throws IOException {
    List<Content> tars = store.unpackedLayers().tars(both.layers());
    Path older = old(((FileContent) tars.getFirst()).file());
    Path newer = ((FileContent) tars.getLast()).file();
    long bytes = store.upkeep().bytes();
    assertThat(store.upkeep().tryKeepBelow(new StoreLimit(bytes))).isEmpty();
    assertThat(store.upkeep().keepBelow(new StoreLimit(bytes - 1)).files())
        .extracting(StoreFile::path)
        .containsExactly(older);
    Freed rest = store.upkeep().tryKeepBelow(new StoreLimit(0)).orElseThrow();
    assertThat(rest.files()).extracting(StoreFile::path).containsExactly(newer);
    assertThat(rest.left()).isPositive().isEqualTo(store.upkeep().bytes());
    assertSound();
  }

  @Test
  void theLimitTakesCachedImagesThatWereNotUsedForLong() throws IOException {
    Image one = TestImages.image(temp, new Compression.Zstd(1));
    Image two = TestImages.image(temp, Compression.NONE);
    store.cache(Artifact.of(one), ImageReference.parse("one"), Progress.NONE);
    store.cache(Artifact.of(two), ImageReference.parse("two"), Progress.NONE);
    store.cache(Artifact.of(zstd), ImageReference.parse("zstd"), Progress.NONE);
    old(blob(one.descriptor().digest()));
    old(blob(two.descriptor().digest()));
    store.read(ImageSelector.of(ImageReference.parse("two")));
    Freed freed = store.upkeep().keepBelow(new StoreLimit(store.upkeep().bytes() - 1));
    assertThat(freed.names()).containsExactly("docker.io/library/one:latest");
    store.tag("two", ImageReference.parse("mine"));
    Freed more = store.upkeep().keepBelow(new StoreLimit(0));
    assertThat(more.names()).containsExactly("docker.io/library/two:latest");
    assertThat(more.files()).isEmpty();
    assertThat(store.list())
        .extracting(image -> image.names().getFirst())
        .containsExactly(
            "docker.io/library/both:latest",
            "example.org/other:1",
            "docker.io/library/zstd:latest",
            "docker.io/library/mine:latest");
    assertSound();
  }

  @Test
  void usageTellsOwnFromShared() {
    List<ImageUsage> usage = store.upkeep().usage();
    assertThat(usage).hasSize(2);
    ImageUsage first = usage.getFirst();
    long shared = zstd.layers().getFirst().descriptor().size();
    assertThat(first.names()).containsExactly("docker.io/library/zstd:latest");
    assertThat(first.platforms()).extracting(Platform::toString).containsExactly("linux/amd64");
    assertThat(first.created()).contains(TestImages.TIME);
    assertThat(first.complete()).isTrue();
    assertThat(first.shared()).isEqualTo(shared);
    assertThat(first.own()).isEqualTo(zstd.descriptor().size() + zstd.config().bytes().length);
    assertThat(usage.getLast().names())
        .containsExactly("docker.io/library/both:latest", "example.org/other:1");
    assertThat(usage.getLast().shared()).isEqualTo(shared);
  }

  @Test
  void namesAndDigestsFindWhatIsMeant() {
    String digest = both.descriptor().digest().toString();
    for (String text :
        List.of(
            "both",
            "both:latest",
            "docker.io/library/both",
            "both@" + digest,
            digest,
            digest.substring(0, 19),
            digest.substring(7))) {
      assertThat(store.find(text))
          .as(text)
          .allSatisfy(
              found -> assertThat(found.descriptor().digest().toString()).isEqualTo(digest));
    }
    String holds =
        "\nremedy: it holds docker.io/library/zstd:latest, docker.io/library/both:latest,"
            + " example.org/other:1";
    for (String text :
        List.of("bot", "both:1", "zstd@" + digest, digest.substring(7, 18), "0".repeat(64))) {
      assertThatThrownBy(() -> store.untag(text))
          .hasMessage(store.layoutFolder() + ": does not hold " + text + holds);
    }
    assertThatThrownBy(() -> store.tag("both", ImageReference.parse("x@" + digest)))
        .hasMessage(
            "image name docker.io/library/x@"
                + digest
                + ": has a digest, expected a name to give\nremedy: leave @… out");
  }

  @Test
  void aTagMovesFromOneImageToAnother() {
    store.tag("zstd", ImageReference.parse("both"));
    assertThat(store.image(ImageReference.parse("both")).orElseThrow().manifest())
        .isEqualTo(zstd.manifest());
    assertThat(store.image(ImageReference.parse("example.org/other:1")).orElseThrow().manifest())
        .isEqualTo(both.manifest());
    assertThat(store.list()).hasSize(3);
  }

  @Test
  void sizesAreReadAsPeopleWriteThem() {
    assertThat(StoreLimit.parse("x", "20GB").bytes()).isEqualTo(20_000_000_000L);
    assertThat(StoreLimit.parse("x", " 1.5 GiB ").bytes()).isEqualTo(3L << 29);
    assertThat(StoreLimit.parse("x", "500m").bytes()).isEqualTo(500_000_000L);
    assertThat(StoreLimit.parse("x", "1024").bytes()).isEqualTo(1024);
    assertThat(StoreLimit.of(java.util.Map.of("KOBAKO_STORE_LIMIT", "0")))
        .isEqualTo(Optional.of(new StoreLimit(0)));
    assertThat(StoreLimit.of(java.util.Map.of())).isEmpty();
    for (String text : List.of("", "GB", "-1", "1.2.3", "5 XB", "5ib", "1i", "9999999PB", "1e9")) {
      assertThatThrownBy(() -> StoreLimit.parse("--limit", text))
          .as(text)
          .hasMessage(
              "--limit: '"
                  + text
                  + "' is not a size\n"
                  + "remedy: write a number with its unit, as in 20GB or 500MiB");
    }
  }
}
