package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format with every compression is read by the tools that people have. */
@Timeout(120)
class ConversionPeersTest {
  private static final ImageReference NAME = ImageReference.parse("example.com/box/app:1");

  @TempDir Path temp;

  private Artifact converted(String format, String compression) {
    Artifact image =
        Artifact.of(TestImages.image(temp, Compression.NONE, Compression.GZIP, Compression.ZSTD));
    return Conversion.parse(Optional.of(format), Optional.of(compression))
        .apply(image, temp.resolve("staging"), Progress.NONE);
  }

  private static List<Digest> diffIds(Artifact artifact) {
    return artifact.image("test", Platform.parse("linux/amd64")).config().diffIds();
  }

  /** Of layouts, skopeo reads what is of OCI's format and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip:9", "zstd:3"})
  void skopeoCopiesItAndTheDigestStays(String compression) throws Exception {
    Artifact artifact = converted("oci", compression);
    new OciLayout(temp.resolve("ours")).write(artifact, "v1", Progress.NONE);
    new Peers(temp).skopeo("oci:" + temp.resolve("ours") + ":v1", "dir:" + temp.resolve("dir"));
    assertThat(Digest.sha256(Files.readAllBytes(temp.resolve("dir/manifest.json"))))
        .isEqualTo(artifact.descriptor().digest());
    for (Artifact.Blob blob : artifact.blobs()) {
      assertThat(temp.resolve("dir").resolve(blob.descriptor().digest().hex())).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void skopeoReadsDockersFormatFromAnArchiveAndWritesItsOwn(String compression) throws Exception {
    Artifact artifact = converted("docker", compression);
    Path file = temp.resolve("ours.tar");
    new DockerArchive(file).write(artifact, NAME.toString(), Progress.NONE);
    Path theirs = temp.resolve("theirs.tar");
    new Peers(temp).skopeo("docker-archive:" + file, "docker-archive:" + theirs + ":" + NAME);
    Artifact back = new DockerArchive(theirs).artifact(ImageSelector.only());
    assertThat(diffIds(back)).isEqualTo(diffIds(artifact));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void weReadWhatSkopeoCompressesAndGiveBackItsTars(String compression) throws Exception {
    Artifact plain = converted("oci", "none");
    new OciLayout(temp.resolve("ours")).write(plain, "v1", Progress.NONE);
    new Peers(temp)
        .run(
            "skopeo",
            List.of(
                "skopeo",
                "--insecure-policy",
                "copy",
                "--quiet",
                "--dest-compress-format",
                compression,
                "oci:" + temp.resolve("ours") + ":v1",
                "oci:" + temp.resolve("theirs") + ":v1"));
    Artifact theirs = new OciLayout(temp.resolve("theirs")).artifact(ImageSelector.named("v1"));
    assertThat(theirs.blobs().get(1).descriptor().mediaType()).endsWith(compression);
    Artifact back =
        Conversion.parse(Optional.empty(), Optional.of("none"))
            .apply(theirs, temp.resolve("staging"), Progress.NONE);
    assertThat(back.blobs().stream().map(blob -> blob.descriptor().digest()).skip(1))
        .isEqualTo(diffIds(plain));
  }

  @ParameterizedTest
  @CsvSource({
    "oci, none, oci-archive",
    "oci, gzip, oci-archive",
    "oci, zstd, oci-archive",
    "docker, gzip, docker-archive",
    "docker, none, docker-archive"
  })
  void podmanLoadsIt(String format, String compression, String kind) throws Exception {
    Artifact artifact = converted(format, compression);
    Path file = temp.resolve("image.tar");
    ImageHome home = kind.equals("oci-archive") ? new OciArchive(file) : new DockerArchive(file);
    home.write(artifact, NAME.toString(), Progress.NONE);
    Peers peers = new Peers(temp);
    peers.run("podman", peers.podman("load", "--input", file.toString()));
    String layers =
        peers.run(
            "podman", peers.podman("inspect", "--format", "{{.RootFS.Layers}}", NAME.toString()));
    assertThat(layers.strip())
        .isEqualTo(
            "["
                + String.join(" ", diffIds(artifact).stream().map(Digest::toString).toList())
                + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip:12"})
  void craneFindsNothingWrongInAnArchive(String compression) throws Exception {
    Path file = temp.resolve("image.tar");
    new OciArchive(file).write(converted("oci", compression), NAME.toString(), Progress.NONE);
    String said =
        new Peers(temp).run("crane", List.of("crane", "validate", "--tarball", file.toString()));
    assertThat(said).contains("PASS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void umociUnpacksIt(String compression) throws Exception {
    new OciLayout(temp.resolve("ours")).write(converted("oci", compression), "v1", Progress.NONE);
    Path root = temp.resolve("root");
    new Peers(temp)
        .run(
            "umoci",
            List.of(
                "umoci",
                "raw",
                "unpack",
                "--rootless",
                "--image",
                temp.resolve("ours") + ":v1",
                root.toString()));
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void podmanLoadsEveryImageOfAnArchive() throws Exception {
    Path file = temp.resolve("image.tar");
    new DockerArchive(file)
        .write(
            List.of(
                new DockerArchive.Saved(
                    Artifact.of(TestImages.image(temp, Compression.GZIP)),
                    List.of(NAME, NAME.withTag("2"))),
                new DockerArchive.Saved(
                    Artifact.of(TestImages.image(temp, Compression.GZIP, Compression.NONE)),
                    List.of(NAME.withTag("3")))),
            Progress.NONE);
    Peers peers = new Peers(temp);
    peers.run("podman", peers.podman("load", "--input", file.toString()));
    assertThat(peers.run("podman", peers.podman("images", "--format", "{{.Repository}}:{{.Tag}}")))
        .contains(NAME.toString(), NAME.withTag("2").toString(), NAME.withTag("3").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, gzip -dc",
    "busybox, busybox gunzip -c",
    "pigz, pigz -dc",
    "python3, python3 -c 'import gzip as g; from sys import *; stdout.buffer.write(g.open(stdin.buffer).read())'"
  })
  void everyGunzipReadsAllMembers(String tool, String command) throws Exception {
    byte[] tar = TestImages.noise(2 * GzipOutput.BLOCK + 77);
    Path blob = temp.resolve("layer.gz");
    Files.write(blob, TestImages.layer(temp, Compression.GZIP, tar).blob().bytes());
    Path out = temp.resolve("layer.tar");
    String line = command + " < " + blob + " > " + out;
    new Peers(temp).run(tool, List.of("sh", "-c", line));
    assertThat(Digest.sha256(Files.readAllBytes(out))).isEqualTo(Digest.sha256(tar));
  }
}
