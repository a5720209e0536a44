package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

  @Test
  void anIndexFollowsItsImagesAndSoDoWhatRefersToThem() {
    Artifact pc = TestImages.artifact(temp, Platform.parse("linux/amd64"), Compression.NONE);
    Artifact arm = TestImages.artifact(temp, Platform.parse("linux/arm64"), Compression.NONE);
    Artifact proof = TestImages.attestation(arm);
    Artifact index = TestImages.index(pc, arm, proof);
    Artifact converted = apply(asked("zstd"), index);
    List<Descriptor> entries = Index.parse("test", converted.manifestBytes()).manifests();
    assertThat(entries).isEqualTo(converted.parts().stream().map(Artifact::descriptor).toList());
    assertThat(entries)
        .extracting(Descriptor::platform)
        .isEqualTo(index.parts().stream().map(part -> part.descriptor().platform()).toList());
    assertThat(converted.parts().get(2).manifestBytes()).isEqualTo(proof.manifestBytes());
    assertThat(entries.get(2).annotations())
        .containsEntry(
            "vnd.docker.reference.digest",
            converted.parts().get(1).descriptor().digest().toString())
        .containsEntry("vnd.docker.reference.type", "attestation-manifest");
    Image image = converted.image("test", Platform.parse("linux/arm64"));
    assertThat(ImageValidator.check(image)).isEmpty();
    assertThat(image.layers()).extracting(Layer::compression).containsExactly(Compression.ZSTD);
  }

  @Test
  void aSharedLayerIsPackedOnce() {
    Artifact pc = TestImages.artifact(temp, Platform.parse("linux/amd64"), Compression.NONE);
    Artifact arm = TestImages.artifact(temp, Platform.parse("linux/arm64"), Compression.NONE);
    List<String> started = new ArrayList<>();
    List<Long> moved = new ArrayList<>();
    Progress progress =
        (what, size) -> {
          started.add(what + " " + size);
          return new Progress.Transfer() {
            @Override
            public void moved(long bytes) {
              moved.add(bytes);
            }

            @Override
            public void spared(long bytes, String why) {}

            @Override
            public void end() {
              started.add("end");
            }
          };
        };
    asked("gzip").apply(TestImages.index(pc, arm), temp.resolve("staging"), progress);
    Descriptor layer = pc.blobs().get(1).descriptor();
    assertThat(started)
        .containsExactly("layer " + layer.digest().brief() + " " + layer.size(), "end");
    assertThat(moved.stream().mapToLong(Long::longValue).sum()).isEqualTo(layer.size());
  }

  @Test
  void dockersFormatLosesNotesAndWhatIsNoImageAndSaysSo() {
    Artifact image = TestImages.artifact(temp, Platform.parse("linux/amd64"));
    Artifact noted =
        edited(
            image,
            json -> {
              json.put("annotations", Map.of("org.opencontainers.image.source", "here"));
              json.put("subject", image.descriptor().toJson());
            });
    Artifact proof = TestImages.attestation(noted);
    Artifact index = TestImages.index(noted, proof);
    assertThat(TO_DOCKER.losses(index))
        .containsExactly(
            "image "
                + noted.descriptor().digest()
                + ": Docker's format has no annotations: org.opencontainers.image.source is left"
                + " out",
            "image "
                + noted.descriptor().digest()
                + ": Docker's format has no subject: it is left out",
            "Docker's format has no place for "
                + proof.descriptor().digest()
                + ", which is no image: it is left out",
            "index "
                + index.descriptor().digest()
                + ": Docker's format has no annotations: vnd.docker.reference.digest,"
                + " vnd.docker.reference.type are left out");
    Artifact list = apply(TO_DOCKER, index);
    assertThat(list.parts()).hasSize(1);
    assertThat(list.parts().getFirst().manifestBytes())
        .isEqualTo(apply(TO_DOCKER, image).manifestBytes());
    assertThat(TO_OCI.losses(index)).isEmpty();
  }

  private static Artifact edited(Artifact image, Consumer<Map<String, Object>> edit) {
    Map<String, Object> json = new LinkedHashMap<>();
    Json.object("test", image.manifestBytes())
        .members()
        .forEach((key, value) -> json.put(key.toString(), value));
    edit.accept(json);
    byte[] bytes = Json.bytes(json);
    Descriptor descriptor =
        Descriptor.of(image.descriptor().mediaType(), bytes)
            .withPlatform(image.descriptor().platform().orElseThrow());
    Map<Digest, Content> contents = new LinkedHashMap<>();
    image.blobs().forEach(blob -> contents.put(blob.descriptor().digest(), blob.content()));
    return Artifact.read("test", descriptor, source(bytes, contents));
  }

  private static BlobSource source(byte[] manifest, Map<Digest, Content> contents) {
    return new BlobSource() {
      @Override
      public byte[] manifest(Descriptor descriptor) {
        return manifest;
      }

      @Override
      public Content blob(Descriptor descriptor) {
        return contents.getOrDefault(descriptor.digest(), Content.empty());
      }
    };
  }

  private static void layer(Map<String, Object> json, Map<String, Object> members) {
    Map<String, Object> layer = new LinkedHashMap<>();
    if (json.get("layers") instanceof List<?> list && list.getFirst() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> layer.put(key.toString(), value));
    }
    layer.putAll(members);
    json.put("layers", List.of(layer));
  }

  @Test
  void fieldsThatKobakoDoesNotKnowSurvive() {
    Artifact image = TestImages.artifact(temp, Platform.parse("linux/amd64"), Compression.NONE);
    Artifact noted =
        edited(
            image,
            json -> {
              json.put("x-new", List.of(1, 2));
              layer(
                  json,
                  Map.of(
                      "annotations",
                      Map.of("containerd.io/snapshot/stargz/toc.digest", "old", "kept", "yes")));
            });
    JsonObject json = Json.object("test", apply(asked("gzip"), noted).manifestBytes());
    assertThat(json.has("x-new")).isTrue();
    assertThat(json.objects("layers").getFirst().textMap("annotations"))
        .containsOnly(Map.entry("kept", "yes"));
  }

  @Test
  void layersThatMayNotBeHandedOnKeepTheirBlobs() {
    Artifact image = TestImages.artifact(temp, Platform.parse("linux/amd64"));
    String foreign = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
    Artifact windows =
        edited(
            image,
            json -> layer(json, Map.of("mediaType", foreign, "urls", List.of("https://example/"))));
    assertThat(apply(asked("zstd"), windows)).isSameAs(windows);
    Artifact docker = apply(TO_DOCKER, windows);
    JsonObject layer = Json.object("test", docker.manifestBytes()).objects("layers").getFirst();
    assertThat(layer.requiredText("mediaType"))
        .isEqualTo("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
    assertThat(layer.texts("urls")).containsExactly("https://example/");
    assertThat(apply(TO_OCI, docker).manifestBytes()).isEqualTo(windows.manifestBytes());
  }

  @Test
  void whatIsNoImageStaysAsItIs() {
    Artifact proof =
        TestImages.attestation(TestImages.artifact(temp, Platform.parse("linux/amd64")));
    assertThat(apply(asked("zstd:3"), proof)).isSameAs(proof);
    assertThat(apply(TO_DOCKER, proof)).isSameAs(proof);
  }

  @Test
  void aLayerThatIsOtherThanItsDiffIdIsFoundAndLeavesNoFile() throws IOException {
    Image good = TestImages.image(temp, Compression.NONE);
    Digest wrong = Digest.sha256(new byte[1]);
    byte[] config = good.config().toBuilder().diffIds(List.of(wrong)).build().bytes();
    byte[] tar = TestImages.layer(temp, Compression.GZIP, TestImages.tar("x")).blob().bytes();
    Descriptor blob = Descriptor.of(MediaType.ociLayer(Compression.GZIP), tar);
    byte[] manifest =
        new Manifest(
                MediaType.OCI_MANIFEST,
                Descriptor.of(MediaType.OCI_CONFIG, config),
                List.of(blob),
                new java.util.TreeMap<>())
            .bytes();
    Artifact bad =
        Artifact.read(
            "test",
            Descriptor.of(MediaType.OCI_MANIFEST, manifest),
            source(
                manifest,
                Map.of(Digest.sha256(config), Content.of(config), blob.digest(), Content.of(tar))));
    assertThatThrownBy(() -> apply(asked("zstd"), bad))
        .hasMessage(
            "the tar of layer "
                + blob.digest()
                + ": has digest "
                + Digest.sha256(TestImages.tar("x"))
                + ", expected "
                + wrong
                + "\nremedy: fetch or write the image again, its content was changed");
    try (Stream<Path> files = Files.list(temp.resolve("staging"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aLayerOfNoKnownKindIsRefusedBeforeAnyIsWorkedOn() {
    Artifact image = TestImages.artifact(temp, Platform.parse("linux/amd64"));
    Artifact locked =
        edited(image, json -> layer(json, Map.of("mediaType", MediaType.OCI_LAYER + "+encrypted")));
    assertThatThrownBy(() -> apply(TO_DOCKER, locked))
        .hasMessage(
            "layer "
                + locked.blobs().get(1).descriptor().digest()
                + ": media type 'application/vnd.oci.image.layer.v1.tar+encrypted', expected a"
                + " layer as tar, tar+gzip or tar+zstd\n"
                + "remedy: copy the image with a tool that knows this type and can convert it");
  }

  @Test
  void saysWhichFormatsThereAre() {
    assertThatThrownBy(() -> Conversion.parse(Optional.of("v2s1"), Optional.empty()))
        .hasMessage("format 'v2s1': not known\nremedy: write oci or docker");
  }
}
