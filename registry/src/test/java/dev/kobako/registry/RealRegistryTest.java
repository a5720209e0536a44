package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.Attachment;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.testkit.DistributionRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's docker-registry. Each test has repositories of its own. */
@Timeout(60)
class RealRegistryTest {
  private static DistributionRegistry server;
  private Registries registries;
  private String name;

  @BeforeAll
  static void start() {
    assumeTrue(DistributionRegistry.missing().isEmpty(), DistributionRegistry.missing().orElse(""));
    server = DistributionRegistry.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open(TestInfo test) {
    registries = TestRegistries.open();
    name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
  }

  @AfterEach
  void close() {
    registries.close();
  }

  private Repository repository(String name) {
    return registries.repository(ImageReference.parse(server.address() + "/" + name));
  }

  @Test
  void whatIsPushedCanBePulledByteByByte() throws IOException {
    byte[] layer = TestArtifacts.noise(1, 3_000_000);
    Artifact pushed = TestArtifacts.image(layer, TestArtifacts.noise(2, 10));
    Repository repository = repository(name);

    Recorded progress = new Recorded();
    assertThat(repository.write(pushed, "v1", progress)).isEqualTo(pushed.descriptor());
    assertThat(progress.moved())
        .isEqualTo(pushed.blobs().stream().mapToLong(b -> b.descriptor().size()).sum());

    Artifact pulled = repository.artifact(ImageSelector.named("v1"));
    assertThat(pulled.descriptor()).isEqualTo(pushed.descriptor());
    assertThat(pulled.manifestBytes()).isEqualTo(pushed.manifestBytes());
    assertThat(pulled.blobs().get(1).content().bytes()).isEqualTo(layer);
    try (var in = pulled.blobs().get(1).content().open(2_999_990)) {
      assertThat(in.readAllBytes())
          .isEqualTo(java.util.Arrays.copyOfRange(layer, 2_999_990, 3_000_000));
    }
    Image image = repository.read(ImageSelector.named("v1"));
    assertThat(image.config().cmd()).containsExactly("/app");
  }

  @Test
  void whatIsThereIsNotPushedAgain() {
    Artifact image = TestArtifacts.image(TestArtifacts.noise(3, 1000));
    repository(name).write(image, "v1", Progress.NONE);

    Recorded progress = new Recorded();
    repository(name).write(image, "v2", progress);

    assertThat(progress.moved()).isZero();
    assertThat(progress.spared()).containsOnly("already there");
  }

  @Test
  void blobsOfTheSameRegistryAreMounted() {
    repository(name).write(TestArtifacts.image(TestArtifacts.noise(4, 1000)), "v1", Progress.NONE);

    Recorded progress = new Recorded();
    repository(name + "2")
        .write(repository(name).artifact(ImageSelector.named("v1")), "v1", progress);

    assertThat(progress.moved()).isZero();
    assertThat(progress.spared()).containsOnly("mounted");
    assertThat(repository(name + "2").resolve(ImageSelector.named("v1"))).isPresent();
  }

  @Test
  void anIndexGoesWithItsImages() {
    Artifact index =
        TestArtifacts.index(
            TestArtifacts.image(TestArtifacts.noise(5, 100)),
            TestArtifacts.image(TestArtifacts.noise(6, 100)));
    Repository repository = repository(name);
    repository.write(index, "v1", Progress.NONE);

    Artifact pulled = repository.artifact(ImageSelector.named("v1"));
    assertThat(pulled.parts()).hasSize(2);
    Image arm =
        repository.read(ImageSelector.named("v1").withPlatform(Platform.parse("linux/arm64")));
    assertThat(arm.descriptor().digest()).isEqualTo(index.parts().get(1).descriptor().digest());
    assertThat(repository.resolve(ImageSelector.named("v1")).map(Descriptor::digest))
        .contains(index.descriptor().digest());
  }

  @Test
  void aMissingTagIsToldWithWhatToDo() {
    Repository repository = repository(name);
    String url = server.url() + "/v2/" + name + "/manifests/v9";
    String place = "docker://" + server.address() + "/" + name;

    assertThat(repository.resolve(ImageSelector.named("v9"))).isEmpty();
    assertThatThrownBy(() -> repository.read(ImageSelector.named("v9")))
        .hasMessage(
            place
                + ":v9: no such image: GET "
                + url
                + ": 404 MANIFEST_UNKNOWN: manifest unknown\n"
                + "remedy: check the name; 'kobako tags "
                + place
                + "' lists the tags there are");
  }

  @Test
  void tagsAreListedWithWhatTheyStandFor() {
    Repository repository = repository(name);
    Artifact image = TestArtifacts.image(TestArtifacts.noise(7, 100));
    repository.write(image, "b", Progress.NONE);
    repository.write(image, "a", Progress.NONE);

    assertThat(repository.tags()).containsExactlyInAnyOrder("a", "b");
    assertThat(repository.list())
        .extracting(stored -> stored.names() + " " + stored.descriptor().digest())
        .containsExactly(
            "[a] " + image.descriptor().digest(), "[b] " + image.descriptor().digest());
  }

  @Test
  void theTagsOfNoRepositoryAreAFinding() {
    assertThatThrownBy(() -> repository(name).tags())
        .hasMessage(
            "docker://"
                + server.address()
                + "/"
                + name
                + ":latest: no such repository: GET "
                + server.url()
                + "/v2/"
                + name
                + "/tags/list?…: 404 NAME_UNKNOWN: repository name not known to registry\n"
                + "remedy: check the name");
  }

  @Test
  void aTagThatIsNotTheOnlyOneIsNotDeletedByARegistryThatDeletesManifests() {
    Repository repository = repository(name);
    Artifact image = TestArtifacts.image(TestArtifacts.noise(8, 100));
    repository.write(image, "a", Progress.NONE);
    repository.write(image, "b", Progress.NONE);

    assertThatThrownBy(() -> repository.delete(ImageSelector.named("a")))
        .hasMessage(
            "docker://"
                + server.address()
                + "/"
                + name
                + ":a: this registry deletes only whole manifests, and b is a tag of the same one\n"
                + "remedy: to delete all of them, name it by its digest: @"
                + image.descriptor().digest());

    repository.delete(ImageSelector.named(image.descriptor().digest().toString()));
    assertThat(repository.resolve(ImageSelector.named("a"))).isEmpty();
    assertThat(repository.resolve(ImageSelector.named("b"))).isEmpty();
  }

  @Test
  void theOnlyTagIsDeletedWithItsManifest() {
    Repository repository = repository(name);
    Artifact image = TestArtifacts.image(TestArtifacts.noise(9, 100));
    repository.write(image, "a", Progress.NONE);

    assertThat(repository.delete(ImageSelector.named("a")).digest())
        .isEqualTo(image.descriptor().digest());
    assertThat(repository.resolve(ImageSelector.named("a"))).isEmpty();
  }

  @Test
  void attachmentsAreFoundThoughTheRegistryHasNoApiForThem(@TempDir Path folder)
      throws IOException {
    Repository repository = repository(name);
    Artifact image = TestArtifacts.image(TestArtifacts.noise(10, 100));
    repository.write(image, "v1", Progress.NONE);
    Path sbom = folder.resolve("app.spdx.json");
    Files.write(sbom, "{}\n".getBytes(StandardCharsets.UTF_8));

    Descriptor first = attach(repository, image, "application/spdx+json", sbom);
    Descriptor second = attach(repository, image, "application/vnd.example.note", sbom);

    assertThat(repository.referrers(image.descriptor().digest(), Optional.empty()))
        .extracting(Descriptor::digest)
        .containsExactly(first.digest(), second.digest());
    assertThat(
            repository.referrers(
                image.descriptor().digest(), Optional.of("application/vnd.example.note")))
        .extracting(Descriptor::digest)
        .containsExactly(second.digest());
    Artifact pulled = repository.artifact(ImageSelector.named(first.digest().toString()));
    assertThat(pulled.blobs().get(1).content().bytes()).isEqualTo(Files.readAllBytes(sbom));
    assertThat(pulled.blobs().get(1).descriptor().annotations())
        .containsEntry("org.opencontainers.image.title", "app.spdx.json");
  }

  private static Descriptor attach(Repository repository, Artifact image, String type, Path file) {
    return repository.attach(
        image.descriptor(),
        new Attachment(type, List.of(Attachment.Part.of(file, type)), new TreeMap<>()),
        Progress.NONE);
  }

  @Test
  void aNameOfAnotherRepositoryIsRefused() {
    assertThatThrownBy(() -> repository(name).read(ImageSelector.named("example.com/x:1")))
        .hasMessage(
            "docker://"
                + server.address()
                + "/"
                + name
                + ":latest: 'example.com/x:1' is in another repository\n"
                + "remedy: give a tag or a digest of this one");
  }
}
