package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.Layer;
import dev.kobako.image.Manifest;
import dev.kobako.image.MediaType;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private static ImageSelector named(String name) {
    return ImageSelector.of(ImageReference.parse(name));
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
    assertSame(home.read(named("example.com/box/app:1")), image);
    assertSame(home.read(named("anything@" + id(image))), image);
    assertThat(home.artifact(named("example.com/box/app:1")).blobs().getFirst().descriptor())
        .extracting(Descriptor::digest)
        .isEqualTo(id(image));
    assertThat(home.list())
        .contains(
            new StoredImage(
                List.of("example.com/box/app:1"),
                Descriptor.of(MediaType.DOCKER_CONFIG, id(image), 0)));
  }

  private static void assertSame(Image copy, Image image) {
    assertThat(copy.config().bytes()).isEqualTo(image.config().bytes());
    assertThat(copy.layers()).extracting(Layer::diffId).isEqualTo(image.config().diffIds());
    assertThat(ImageValidator.check(copy)).isEmpty();
  }

  @Test
  void dockersOwnClientSeesSavesAndLoadsTheSame() throws Exception {
    RealEngine.require("docker");
    Image image = SmallImages.image(temp, Platform.parse("linux/arm64"), Compression.GZIP);
    home.write(image, "arm:1");
    assertThat(engine.run(environment, "docker", "inspect", "--format={{.Id}}", "arm:1").strip())
        .isEqualTo(id(image).toString());
    Path saved = temp.resolve("saved.tar");
    engine.run(environment, "docker", "save", "--output", saved.toString(), "arm:1");
    assertSame(new DockerArchive(saved).read(ImageSelector.named("arm:1")), image);
    engine.run(environment, "docker", "rmi", "arm:1");
    new DockerArchive(saved).write(image, "arm:2");
    assertThat(engine.run(environment, "docker", "load", "--input", saved.toString()))
        .contains("Loaded image: arm:2");
    ImageSelector selector = named("arm:2");
    assertSame(home.read(selector.withPlatform(image.config().platform())), image);
    Platform other = Platform.parse("linux/s390x");
    assertThatThrownBy(() -> home.read(selector.withPlatform(other)))
        .hasMessage(
            "docker-daemon:arm:2: Docker has it for linux/arm64, expected linux/s390x\n"
                + "remedy: ask for it with --platform linux/arm64, or pull it for the other"
                + " platform");
  }

  @Test
  void aLoadThatDockerRefusesIsToldAndNothingIsNamed() {
    byte[] tar = new TarBuilder().file("other", 0644, "other").bytes();
    byte[] config =
        ImageConfig.builder()
            .platform(Platform.host())
            .diffIds(List.of(Digest.sha256(new byte[] {1})))
            .build()
            .bytes();
    byte[] manifest =
        new Manifest(
                MediaType.OCI_MANIFEST,
                Descriptor.of(MediaType.OCI_CONFIG, config),
                List.of(Descriptor.of(MediaType.OCI_LAYER, tar)),
                new TreeMap<>())
            .bytes();
    Image bad =
        Image.of(
            "test",
            Descriptor.of(MediaType.OCI_MANIFEST, manifest),
            manifest,
            config,
            _ -> Content.of(tar));
    assertThatThrownBy(() -> home.write(bad, "bad:1"))
        .hasMessageStartingWith("POST unix:" + engine.folder() + "/s/v1.45/images/load?…: ")
        .hasMessageContaining("the engine could not load the image: invalid diffID for layer 0");
    assertThatThrownBy(() -> home.read(named("bad:1")))
        .hasMessageStartingWith("docker-daemon:bad:1: Docker doesn't have this image\n");
  }

  @Test
  void aLoadThatIsBrokenOffLeavesNoImage() {
    Artifact whole = Artifact.of(SmallImages.image(temp, Platform.host(), Compression.GZIP));
    Artifact.Blob layer = whole.blobs().getLast();
    Content cut = Content.of(temp.resolve("gone"), layer.descriptor().size());
    Artifact broken =
        new Artifact(
            whole.descriptor(),
            whole.manifest(),
            List.of(whole.blobs().getFirst(), new Artifact.Blob(layer.descriptor(), cut)),
            List.of());
    assertThatThrownBy(() -> home.write(broken, "broken:1", Progress.NONE))
        .hasMessage(
            "blob "
                + layer.descriptor().digest()
                + ": can't be read: "
                + temp.resolve("gone")
                + "\nremedy: check where the image comes from and try again");
    assertThat(home.list()).noneMatch(stored -> stored.names().contains("broken:1"));
  }
}
