package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kobako writes is read by the tools that people have, and the other way round. */
class PeersTest {
  private static final ImageReference NAME = ImageReference.parse("example.com/box/app:1");

  @TempDir Path temp;

  @Test
  void skopeoCopiesFromTheStoreAndTheDigestStays() throws Exception {
    ImageStore store = ImageStore.open(temp.resolve("home"));
    Image image =
        TestImages.image(
            store.stagingFolder(), Compression.GZIP, Compression.ZSTD, Compression.NONE);
    store.put(image, NAME);
    skopeo("oci:" + store.layoutFolder() + ":" + NAME, "dir:" + temp.resolve("dir"));
    assertThat(Digest.sha256(Files.readAllBytes(temp.resolve("dir/manifest.json"))))
        .isEqualTo(image.descriptor().digest());
  }

  @Test
  void skopeoCopiesIntoALayoutThatWeRead() throws Exception {
    Image image = TestImages.image(temp, Compression.GZIP, Compression.NONE);
    new OciLayout(temp.resolve("ours")).write(image, "v1");
    skopeo("oci:" + temp.resolve("ours") + ":v1", "oci:" + temp.resolve("theirs") + ":v2");
    Image copy = new OciLayout(temp.resolve("theirs")).read(ImageSelector.named("v2"));
    assertThat(copy.descriptor().digest()).isEqualTo(image.descriptor().digest());
    assertThat(ImageValidator.check(copy)).isEmpty();
    assertThat(ImageValidator.checkLayout(temp.resolve("theirs"))).isEmpty();
  }

  @Test
  void skopeoCopiesIntoTheStoreBesideWhatIsThere() throws Exception {
    ImageStore store = ImageStore.open(temp.resolve("home"));
    store.put(TestImages.image(store.stagingFolder(), Compression.GZIP), NAME);
    Image other = TestImages.image(temp, Compression.ZSTD);
    new OciLayout(temp.resolve("other")).write(other, "v1");
    skopeo(
        "oci:" + temp.resolve("other") + ":v1",
        "oci:" + store.layoutFolder() + ":docker.io/library/other:latest");
    assertThat(store.image(NAME)).isPresent();
    assertThat(store.image(ImageReference.parse("other")))
        .hasValueSatisfying(
            copy -> assertThat(copy.descriptor().digest()).isEqualTo(other.descriptor().digest()));
  }

  @Test
  void skopeoReadsBothArchivesThatWeWrite() throws Exception {
    Image image = TestImages.image(temp, Compression.GZIP, Compression.NONE);
    new OciArchive(temp.resolve("oci.tar")).write(image, "v1");
    new DockerArchive(temp.resolve("docker.tar")).write(image, NAME.toString());
    skopeo("oci-archive:" + temp.resolve("oci.tar") + ":v1", "oci:" + temp.resolve("a") + ":v1");
    skopeo(
        "docker-archive:" + temp.resolve("docker.tar") + ":" + NAME,
        "oci:" + temp.resolve("b") + ":v1");
    Image first = new OciLayout(temp.resolve("a")).read(ImageSelector.only());
    Image second = new OciLayout(temp.resolve("b")).read(ImageSelector.only());
    assertThat(first.descriptor().digest()).isEqualTo(image.descriptor().digest());
    assertThat(second.config().diffIds()).isEqualTo(image.config().diffIds());
    assertThat(second.config().cmd()).containsExactly("/file0");
  }

  @Test
  void weReadBothArchivesThatSkopeoWrites() throws Exception {
    Image image = TestImages.image(temp, Compression.GZIP, Compression.NONE);
    new OciLayout(temp.resolve("ours")).write(image, "v1");
    String source = "oci:" + temp.resolve("ours") + ":v1";
    skopeo(source, "oci-archive:" + temp.resolve("oci.tar") + ":v2");
    skopeo(source, "docker-archive:" + temp.resolve("docker.tar") + ":" + NAME);
    Image first = new OciArchive(temp.resolve("oci.tar")).read(ImageSelector.named("v2"));
    Image second = new DockerArchive(temp.resolve("docker.tar")).read(ImageSelector.of(NAME));
    assertThat(first.descriptor().digest()).isEqualTo(image.descriptor().digest());
    assertThat(ImageValidator.check(first)).isEmpty();
    assertThat(second.config().diffIds()).isEqualTo(image.config().diffIds());
    assertThat(ImageValidator.check(second)).isEmpty();
    assertThat(new DockerArchive(temp.resolve("docker.tar")).list())
        .extracting(StoredImage::names)
        .containsExactly(List.of(NAME.toString()));
  }

  @Test
  void podmanLoadsADockerArchiveEvenOfZstdLayers() throws Exception {
    Image image = TestImages.image(temp, Compression.ZSTD, Compression.GZIP);
    Path archive = temp.resolve("docker.tar");
    new DockerArchive(archive).write(image, NAME.toString());
    assertThat(run("podman", podman("load", "--input", archive.toString())))
        .contains(NAME.toString());
    String ids = run("podman", podman("images", "--format", "{{.Repository}}:{{.Tag}}"));
    assertThat(ids.strip()).isEqualTo(NAME.toString());
  }

  @Test
  void weReadWhatPodmanSaves() throws Exception {
    Image image = TestImages.image(temp, Compression.GZIP, Compression.NONE);
    new OciArchive(temp.resolve("oci.tar")).write(image, NAME.toString());
    run("podman", podman("load", "--input", temp.resolve("oci.tar").toString()));
    Path saved = temp.resolve("saved.tar");
    run("podman", podman("save", "--output", saved.toString(), NAME.toString()));
    Image copy = new DockerArchive(saved).read(ImageSelector.of(NAME));
    assertThat(copy.config().diffIds()).isEqualTo(image.config().diffIds());
    assertThat(ImageValidator.check(copy)).isEmpty();
  }

  @Test
  void umociUnpacksALayoutThatWeWrite() throws Exception {
    Image image =
        TestImages.image(temp, Compression.GZIP, new Compression.Gzip(12), Compression.NONE);
    new OciLayout(temp.resolve("ours")).write(image, "v1");
    run(
        "umoci",
        List.of(
            "umoci",
            "raw",
            "unpack",
            "--rootless",
            "--image",
            temp.resolve("ours") + ":v1",
            temp.resolve("root").toString()));
    try (Stream<Path> files = Files.list(temp.resolve("root"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("file0", "file1", "file2");
    }
  }

  @Test
  void buildahBuildsUponALayoutThatWeWrite() throws Exception {
    Image image = TestImages.image(temp, Compression.ZSTD);
    new OciLayout(temp.resolve("ours")).write(image, "v1");
    String container =
        run(
            "buildah",
            new Peers(temp)
                .store("buildah", "from", "--name", "box", "oci:" + temp.resolve("ours") + ":v1"));
    assertThat(container.strip()).endsWith("\nbox");
  }

  private void skopeo(String from, String to) throws Exception {
    new Peers(temp).skopeo(from, to);
  }

  private List<String> podman(String... words) {
    return new Peers(temp).podman(words);
  }

  private String run(String tool, List<String> command) throws Exception {
    return new Peers(temp).run(tool, command);
  }
}
