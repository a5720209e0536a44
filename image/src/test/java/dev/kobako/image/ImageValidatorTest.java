package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageValidatorTest {
  @TempDir Path temp;

  private static List<String> findings(Image image) {
    return ImageValidator.check(image).stream().map(Diagnostic::render).toList();
  }

  private static Image with(Image image, ImageConfig config, List<Layer> layers, String type) {
    byte[] manifest =
        new Manifest(
                type,
                Descriptor.of(MediaType.OCI_CONFIG, config.bytes()),
                layers.stream().map(Layer::descriptor).toList(),
                new TreeMap<>())
            .bytes();
    assertThat(image).isNotNull();
    return new ParsedImage(Descriptor.of(type, manifest), Content.of(manifest), config, layers);
  }

  @Test
  void aSoundImageHasNoFindings() {
    Image image = TestImages.image(temp, Compression.GZIP, Compression.ZSTD, Compression.NONE);
    assertThat(findings(image)).isEmpty();
    ImageValidator.require(image);
  }

  @Test
  void aLayerThatWasFoundSoundIsNotReadAgainFromTheSameFile() throws IOException {
    Image image = TestImages.image(temp.resolve("made"), Compression.GZIP);
    Layer layer = image.layers().getFirst();
    ImageValidator.requireSound(layer);
    Path blob = ((FileContent) layer.blob()).file();
    Path link = Files.createLink(temp.resolve("link"), blob);
    Path copy = Files.copy(blob, temp.resolve("copy"));
    for (Path each : List.of(blob, copy)) {
      byte[] bytes = Files.readAllBytes(each);
      bytes[bytes.length / 2] ^= 1;
      Files.write(each, bytes);
    }

    ImageValidator.require(at(link, image), image.layers());

    assertThatThrownBy(() -> ImageValidator.require(at(link, image), List.of()))
        .isInstanceOf(KobakoException.class);
    assertThatThrownBy(() -> ImageValidator.require(at(copy, image), image.layers()))
        .isInstanceOf(KobakoException.class);
  }

  /** The same with its only layer in another file. */
  private static Image at(Path file, Image image) {
    Layer layer = image.layers().getFirst();
    Content there = Content.of(file, layer.descriptor().size());
    return with(
        image,
        image.config(),
        List.of(Layer.of(layer.descriptor(), layer.diffId(), there)),
        image.descriptor().mediaType());
  }

  @Test
  void findsTheWrongTypesOfParts() {
    Image image = TestImages.image(temp, Compression.GZIP);
    Image mixed = with(image, image.config(), image.layers(), MediaType.DOCKER_MANIFEST);
    String place = "image " + mixed.descriptor().digest() + ": a manifest of type ";
    assertThat(findings(mixed))
        .containsExactly(
            place
                + MediaType.DOCKER_MANIFEST
                + " names a part of type "
                + MediaType.OCI_LAYER
                + "+gzip",
            place + MediaType.DOCKER_MANIFEST + " names a part of type " + MediaType.OCI_CONFIG);
  }

  @Test
  void findsACompressionThatTheTypeDoesNotName() {
    Image image = TestImages.image(temp, Compression.NONE);
    Layer layer = image.layers().getFirst();
    Descriptor wrong =
        Descriptor.of(
            MediaType.OCI_LAYER + "+gzip", layer.descriptor().digest(), layer.descriptor().size());
    List<Layer> layers = List.of(Layer.of(wrong, layer.diffId(), layer.blob()));
    assertThat(findings(with(image, image.config(), layers, MediaType.OCI_MANIFEST)))
        .containsExactly(
            "layer "
                + wrong.digest()
                + ": media type "
                + MediaType.OCI_LAYER
                + "+gzip, but the blob's compression is none");
  }

  @Test
  void findsAHistoryAndDiffIdsThatDoNotFit() {
    Image image = TestImages.image(temp, Compression.NONE, Compression.GZIP);
    ImageConfig config =
        image.config().toBuilder()
            .history(List.of(HistoryEntry.of(TestImages.TIME, "COPY")))
            .diffIds(List.of())
            .build();
    Image bad = with(image, config, image.layers(), MediaType.OCI_MANIFEST);
    String place = "image " + bad.descriptor().digest() + ": ";
    List<Digest> diffIds = new ArrayList<>(image.config().diffIds());
    assertThat(findings(bad))
        .containsExactly(
            place + "the config's diff ids [] are not those of the layers " + diffIds,
            place + "the history has 1 entries with a layer, but there are 2 layers");
    assertThatThrownBy(() -> ImageValidator.require(bad))
        .hasMessage(place + "the config's diff ids [] are not those of the layers " + diffIds);
  }

  @Test
  void findsAnotherRootFileSystemThanLayers() {
    Image image = TestImages.image(temp);
    ImageConfig config =
        ImageConfig.parse(
            "x",
            "{\"rootfs\":{\"type\":\"squashfs\",\"diff_ids\":[]}}"
                .getBytes(StandardCharsets.UTF_8));
    Image bad = with(image, config, List.of(), MediaType.OCI_MANIFEST);
    assertThat(findings(bad))
        .containsExactly(
            "image "
                + bad.descriptor().digest()
                + ": rootfs.type is 'squashfs', expected 'layers'");
  }

  @Test
  void assemblingTwiceGivesTheSameImage() {
    Image first = TestImages.image(temp.resolve("a"), Compression.GZIP, Compression.ZSTD);
    Image second = TestImages.image(temp.resolve("b"), Compression.GZIP, Compression.ZSTD);
    assertThat(second.manifest()).isEqualTo(first.manifest());
    Layer more = TestImages.layer(temp, Compression.GZIP, TestImages.tar("more"));
    Image upon =
        ImageAssembly.on(first)
            .plus(more, HistoryEntry.of(TestImages.TIME, "more"))
            .image(TestImages.TIME);
    assertThat(upon.layers()).hasSize(3);
    assertThat(upon.config().cmd()).containsExactly("/file0");
    assertThat(upon.config().history()).hasSize(3);
    assertThat(findings(upon)).isEmpty();
  }
}
