package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
  private static final Conversion TO_DOCKER = Conversion.NONE.to(ImageFormat.DOCKER);
  private static final Conversion TO_OCI = Conversion.NONE.to(ImageFormat.OCI);

  @TempDir Path temp;

  private Artifact artifact(Compression... compressions) {
    return Artifact.of(TestImages.image(temp, compressions));
  }

  private Artifact apply(Conversion conversion, Artifact artifact) {
    return conversion.apply(artifact, temp.resolve("staging"), Progress.NONE);
  }

  private static Conversion asked(String compression) {
    return Conversion.parse(Optional.empty(), Optional.of(compression));
  }

  private static Image image(Artifact artifact) {
    return artifact.image("test", Platform.parse("linux/amd64"));
  }

  private static List<String> layerTypes(Artifact artifact) {
    return image(artifact).layers().stream().map(layer -> layer.descriptor().mediaType()).toList();
  }

  @Test
  void dockersFormatNamesEverythingAnewAndKeepsAllBlobs() {
    Artifact oci = artifact(Compression.GZIP, Compression.NONE);
    Artifact docker = apply(TO_DOCKER, oci);
    assertThat(docker.descriptor().mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
    assertThat(docker.blobs().getFirst().descriptor().mediaType())
        .isEqualTo(MediaType.DOCKER_CONFIG);
    assertThat(layerTypes(docker))
        .containsExactly(MediaType.DOCKER_LAYER + ".gzip", MediaType.DOCKER_LAYER);
    assertThat(digests(docker)).isEqualTo(digests(oci));
    assertThat(ImageValidator.check(image(docker))).isEmpty();
  }

  private static List<Digest> digests(Artifact artifact) {
    return artifact.blobs().stream().map(blob -> blob.descriptor().digest()).toList();
  }

  @Test
  void thereAndBackIsTheSameManifest() {
    Artifact oci = artifact(Compression.GZIP, Compression.NONE);
    Artifact back = apply(TO_OCI, apply(TO_DOCKER, oci));
    assertThat(back.manifestBytes()).isEqualTo(oci.manifestBytes());
    assertThat(back.descriptor()).isEqualTo(oci.descriptor());
  }

  static Stream<Conversion> nothingToDo() {
    return Stream.of(
        Conversion.NONE,
        TO_OCI,
        asked("gzip"),
        asked("gzip:6"),
        Conversion.compressing(Compression.ZSTD));
  }

  @ParameterizedTest
  @MethodSource("nothingToDo")
  void whatIsAlreadySoIsTheVerySameArtifact(Conversion conversion) {
    Artifact artifact = artifact(Compression.GZIP, Compression.GZIP);
    assertThat(apply(conversion, artifact)).isSameAs(artifact);
    Artifact index = TestImages.index(artifact);
    assertThat(apply(conversion, index)).isSameAs(index);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "gzip:9", "zstd", "zstd:3"})
  void allLayersAreCompressedAsAsked(String compression) throws IOException {
    Artifact mixed = artifact(Compression.NONE, Compression.GZIP, Compression.ZSTD);
    Artifact converted = apply(asked(compression), mixed);
    String type = MediaType.ociLayer(Compression.parse(compression));
    assertThat(layerTypes(converted)).containsOnly(type);
    assertThat(image(converted).config().bytes()).isEqualTo(image(mixed).config().bytes());
    assertThat(ImageValidator.check(image(converted))).isEmpty();
    assertThat(apply(asked(compression), mixed).descriptor()).isEqualTo(converted.descriptor());
  }

  @Test
  void aLevelThatIsAskedForIsGivenToAllLayersAndNoLevelKeepsThem() {
    Artifact weak = artifact(new Compression.Gzip(1));
    assertThat(apply(asked("gzip"), weak)).isSameAs(weak);
    assertThat(digests(apply(asked("gzip:12"), weak))).isNotEqualTo(digests(weak));
  }

  @Test
  void compressingLeavesAloneWhatIsCompressed() {
    Artifact mixed = artifact(Compression.NONE, Compression.GZIP, Compression.ZSTD);
    Artifact converted = apply(Conversion.compressing(Compression.GZIP), mixed);
    assertThat(layerTypes(converted))
        .containsExactly(
            MediaType.ociLayer(Compression.GZIP),
            MediaType.ociLayer(Compression.GZIP),
            MediaType.ociLayer(Compression.ZSTD));
    assertThat(digests(converted).subList(2, 4)).isEqualTo(digests(mixed).subList(2, 4));
  }

  @Test
  void dockersFormatRefusesZstd() {
    Artifact zstd = artifact(Compression.ZSTD);
    assertThatThrownBy(() -> apply(TO_DOCKER, zstd))
        .hasMessage(
            "image "
                + zstd.descriptor().digest()
                + ": layer "
                + zstd.blobs().get(1).descriptor().digest()
                + " is compressed with zstd, which Docker's format lacks\n"
                + "remedy: ask for gzip as compression, or write the image in OCI's format");
    assertThatThrownBy(() -> apply(asked("zstd").to(ImageFormat.DOCKER), zstd))
        .hasMessage(
            """
            compression zstd: Docker's format has no layers of this kind
            remedy: write the image in OCI's format, or compress with gzip\
            """);
    Artifact gzip = apply(asked("gzip").to(ImageFormat.DOCKER), zstd);
    assertThat(layerTypes(gzip)).containsExactly(MediaType.DOCKER_LAYER + ".gzip");
  }

  @Test
  void zstdMakesAnImageOfDockersFormatOneOfOcis() {
    Artifact docker = apply(TO_DOCKER, artifact(Compression.GZIP));
    Artifact zstd = apply(asked("zstd"), docker);
    assertThat(zstd.descriptor().mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    assertThat(layerTypes(zstd)).containsExactly(MediaType.ociLayer(Compression.ZSTD));
    Artifact list = apply(asked("zstd"), TestImages.index(docker));
    assertThat(list.descriptor().mediaType()).isEqualTo(MediaType.OCI_INDEX);
  }
}
