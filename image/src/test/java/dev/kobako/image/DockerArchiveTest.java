package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerArchiveTest {
  @TempDir Path temp;

  private static byte[] config(Digest... diffIds) {
    return ImageConfig.builder()
        .platform(Platform.parse("linux/amd64"))
        .diffIds(List.of(diffIds))
        .build()
        .bytes();
  }

  private static Map<String, Object> item(String config, List<String> tags, String... layers) {
    return Map.of("Config", config, "RepoTags", tags, "Layers", List.of(layers));
  }

  /** An archive of files; a value that starts with {@code ->} makes a symbolic link. */
  private Path archive(List<?> manifest, Map<String, byte[]> files) throws IOException {
    Path file = Files.createTempFile(temp, "archive", ".tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      TarWriter tar = new TarWriter(out);
      for (String name : files.keySet().stream().sorted().toList()) {
        tar.file(name, files.getOrDefault(name, new byte[0]));
      }
      tar.file("manifest.json", Json.bytes(manifest));
      tar.finish();
    }
    return file;
  }

  @Test
  void readsTheOldFormWithSeveralImages() throws IOException {
    byte[] lower = TestImages.tar("lower");
    byte[] upper = TestImages.tar("upper");
    byte[] packed = TestImages.layer(temp, Compression.GZIP, upper).blob().bytes();
    byte[] first = config(Digest.sha256(lower), Digest.sha256(upper));
    byte[] second = config(Digest.sha256(lower));
    Path file =
        archive(
            List.of(
                item("a.json", List.of("a:1", "a:2"), "1/layer.tar", "2/layer.tar"),
                item("b.json", List.of("b:1"), "1/layer.tar")),
            Map.of("a.json", first, "b.json", second, "1/layer.tar", lower, "2/layer.tar", packed));
    DockerArchive archive = new DockerArchive(file);
    Image image = archive.read(ImageSelector.named("a:2"));
    assertThat(image.config().bytes()).isEqualTo(first);
    assertThat(image.layers())
        .extracting(Layer::compression)
        .containsExactly(Compression.NONE, Compression.GZIP);
    assertThat(image.layers().getFirst().blob()).isInstanceOf(FileContent.class);
    assertThat(ImageValidator.check(image)).isEmpty();
    assertThat(archive.read(ImageSelector.named("docker.io/library/b:1")).config().bytes())
        .isEqualTo(second);
    assertThat(archive.list())
        .extracting(StoredImage::names)
        .containsExactly(List.of("a:1", "a:2"), List.of("b:1"));
    assertThatThrownBy(() -> archive.read(ImageSelector.only()))
        .hasMessage(
            file
                + ": 2 images could be the only image\n"
                + "remedy: name one of them: it holds a:1, a:2, b:1");
    assertThatThrownBy(() -> archive.read(ImageSelector.named("c")))
        .hasMessage(file + ": does not hold c\nremedy: it holds a:1, a:2, b:1");
  }

  @Test
  void followsLinksBetweenLayerFoldersAndOnlyInsideTheArchive() throws IOException {
    byte[] tar = TestImages.tar("x");
    Path file =
        archive(
            List.of(item("c.json", List.of("a:1"), "2/layer.tar")),
            Map.of(
                "c.json",
                config(Digest.sha256(tar)),
                "1/layer.tar",
                tar,
                "2/layer.tar",
                new byte[0]));
    TarBytes.of(file).makeLink("2/layer.tar", "../../../../1/layer.tar").write();
    Image image = new DockerArchive(file).read(ImageSelector.only());
    assertThat(ImageValidator.check(image)).isEmpty();
    TarBytes.of(file).makeLink("2/layer.tar", "../../../etc/passwd").write();
    assertThatThrownBy(() -> new DockerArchive(file).read(ImageSelector.only()))
        .hasMessage(file + ": the layer '2/layer.tar' is missing\nremedy: save it again");
    TarBytes.of(file).makeLink("2/layer.tar", "layer.tar").write();
    assertThatThrownBy(() -> new DockerArchive(file).read(ImageSelector.only()))
        .hasMessage(
            file
                + ": the entry '2/layer.tar' leads through more than 16 links\n"
                + "remedy: write the archive again");
  }

  @Test
  void namesThatLeadOutOfTheArchiveFindNothing() throws IOException {
    for (String name : List.of("/etc/hostname", "../../../../etc/hostname")) {
      Path file =
          archive(
              List.of(item("c.json", List.of(), name)),
              Map.of("c.json", config(Digest.sha256(new byte[0]))));
      assertThatThrownBy(() -> new DockerArchive(file).read(ImageSelector.only()))
          .hasMessage(file + ": the layer '" + name + "' is missing\nremedy: save it again");
    }
  }

  @Test
  void keepsTheRealManifestOfTheNewForm() {
    Image image = TestImages.image(temp, Compression.GZIP, Compression.NONE);
    Path file = temp.resolve("new.tar");
    new DockerArchive(file).write(image, "app:1");
    Image copy = new DockerArchive(file).read(ImageSelector.named("app:1"));
    assertThat(copy.manifest()).isEqualTo(image.manifest());
    assertThat(new OciArchive(file).read(ImageSelector.named("app:1")).manifest())
        .isEqualTo(image.manifest());
    assertThat(ImageValidator.check(copy)).isEmpty();
  }

  @Test
  void storesZstdLayersUncompressed() {
    Image image = TestImages.image(temp, Compression.ZSTD, Compression.GZIP);
    Path file = temp.resolve("new.tar");
    new DockerArchive(file).write(image, "");
    Image copy = new DockerArchive(file).read(ImageSelector.only());
    assertThat(copy.config().bytes()).isEqualTo(image.config().bytes());
    assertThat(copy.layers())
        .extracting(Layer::compression)
        .containsExactly(Compression.NONE, Compression.GZIP);
    assertThat(ImageValidator.check(copy)).isEmpty();
  }

  @Test
  void isTheSameFileEachTime() throws IOException {
    Image image = TestImages.image(temp, Compression.ZSTD, Compression.GZIP);
    for (ImageHome home :
        List.of(
            new DockerArchive(temp.resolve("a")), new DockerArchive(temp.resolve("b")),
            new OciArchive(temp.resolve("c")), new OciArchive(temp.resolve("d")))) {
      home.write(image, "app:1");
    }
    assertThat(temp.resolve("a")).hasSameBinaryContentAs(temp.resolve("b"));
    assertThat(temp.resolve("c")).hasSameBinaryContentAs(temp.resolve("d"));
  }

  @Test
  void holdsSeveralImagesEachWithItsNames() throws IOException {
    Image first = TestImages.image(temp, Compression.GZIP);
    Image second = TestImages.image(temp, Compression.GZIP, Compression.NONE);
    Path file = temp.resolve("both.tar");
    DockerArchive archive = new DockerArchive(file);
    List<DockerArchive.Saved> images =
        List.of(
            new DockerArchive.Saved(
                Artifact.of(first),
                List.of(ImageReference.parse("a:1"), ImageReference.parse("example.com/a:2"))),
            new DockerArchive.Saved(Artifact.of(second), List.of(ImageReference.parse("b"))),
            new DockerArchive.Saved(
                Artifact.of(second),
                List.of(ImageReference.parse("c@" + second.descriptor().digest()))));
    archive.write(images, Progress.NONE);
    assertThat(archive.list())
        .extracting(StoredImage::names)
        .containsExactly(List.of("a:1", "example.com/a:2"), List.of("b:latest"), List.of());
    for (ImageHome home : List.of(archive, new OciArchive(file))) {
      assertThat(home.read(ImageSelector.named("example.com/a:2")).manifest())
          .isEqualTo(first.manifest());
      assertThat(home.read(ImageSelector.of(ImageReference.parse("b"))).manifest())
          .isEqualTo(second.manifest());
    }
    Path again = temp.resolve("again.tar");
    new DockerArchive(again).write(images, Progress.NONE);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void refusesNoImagesAndOneNameForTwo() {
    Path file = temp.resolve("x.tar");
    DockerArchive archive = new DockerArchive(file);
    assertThatThrownBy(() -> archive.write(List.of(), Progress.NONE))
        .hasMessage(file + ": no image to save\nremedy: name at least one image");
    DockerArchive.Saved saved =
        new DockerArchive.Saved(
            Artifact.of(TestImages.image(temp, Compression.GZIP)),
            List.of(ImageReference.parse("a")));
    assertThatThrownBy(() -> archive.write(List.of(saved, saved), Progress.NONE))
        .hasMessage(
            file
                + ": two images shall be called a:latest\n"
                + "remedy: give each image names of its own");
    assertThat(file).doesNotExist();
  }

  @Test
  void anOciArchiveOfOneImageIsADockerArchiveToo() {
    Image image = TestImages.image(temp, Compression.GZIP, Compression.NONE);
    Path file = temp.resolve("oci.tar");
    new OciArchive(file).write(image, "example.com/app:1");
    DockerArchive archive = new DockerArchive(file);
    assertThat(archive.list())
        .extracting(StoredImage::names)
        .containsExactly(List.of("example.com/app:1"));
    assertThat(archive.read(ImageSelector.only()).manifest()).isEqualTo(image.manifest());
    new OciArchive(file).write(image, "v1");
    assertThat(archive.list()).extracting(StoredImage::names).containsExactly(List.of());
  }

  @Test
  void layersAndDiffIdsMustBeAsMany() throws IOException {
    Path file =
        archive(
            List.of(item("c.json", List.of())),
            Map.of("c.json", config(Digest.sha256(new byte[0]))));
    assertThatThrownBy(() -> new DockerArchive(file).read(ImageSelector.only()))
        .hasMessage(
            file
                + ": image c.json: manifest.json has 0 layers, but the config has 1 diff ids\n"
                + "remedy: save the image again");
  }

  @Test
  void whatIsNoDockerArchiveSaysWhatItIs() throws IOException {
    Path oci = temp.resolve("oci.tar");
    new OciArchive(oci).write(TestImages.image(temp, Compression.ZSTD), "v1");
    assertThatThrownBy(() -> new DockerArchive(oci).list())
        .hasMessage(
            oci
                + ": no Docker archive: there is no manifest.json\nremedy: name it as oci-archive:"
                + oci);
    Path missing = temp.resolve("missing.tar");
    assertThatThrownBy(() -> new DockerArchive(missing).list())
        .hasMessage(missing + ": there is no such file\nremedy: check the path");
    Path packed = temp.resolve("packed.tar.gz");
    try (InputStream blob = TestImages.layer(temp, Compression.GZIP, new byte[9]).blob().open()) {
      Files.copy(blob, packed);
    }
    assertThatThrownBy(() -> new DockerArchive(packed).list())
        .hasMessage(
            packed
                + ": the archive is compressed as a whole, so that its parts can't be read on"
                + " their own\nremedy: unpack it with 'gunzip' and name the result");
  }

  @Test
  void aManifestThatIsNoListIsRefused() throws IOException {
    Path file = temp.resolve("x.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      TarWriter tar = new TarWriter(out);
      tar.file("manifest.json", "{}".getBytes(StandardCharsets.UTF_8));
      tar.finish();
    }
    assertThatThrownBy(() -> new DockerArchive(file).list())
        .hasMessage(file + ": manifest.json: expected a list of images");
  }
}
