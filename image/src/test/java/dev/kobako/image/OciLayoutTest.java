package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest {
  @TempDir Path temp;
  private Path folder;
  private OciLayout layout;

  @BeforeEach
  void chooseFolder() {
    folder = temp.resolve("layout");
    layout = new OciLayout(folder);
  }

  private Image image() {
    return TestImages.image(temp, Compression.GZIP, Compression.NONE);
  }

  private Path blob(Digest digest) {
    return folder.resolve(LayoutFiles.blobName(digest));
  }

  private void writeIndex(Descriptor... entries) throws IOException {
    Files.write(folder.resolve("index.json"), new Index(List.of(entries)).bytes());
  }

  private Descriptor put(String type, byte[] bytes) throws IOException {
    Descriptor descriptor = Descriptor.of(type, bytes);
    Files.write(blob(descriptor.digest()), bytes);
    return descriptor;
  }

  @Test
  void readsWhatItWroteByteByByte() {
    Image image = image();
    layout.write(image, "v1");
    Image copy = layout.read(ImageSelector.named("v1"));
    assertThat(copy.manifest()).isEqualTo(image.manifest());
    assertThat(copy.config().bytes()).isEqualTo(image.config().bytes());
    assertThat(ImageValidator.check(copy)).isEmpty();
    assertThat(ImageValidator.checkLayout(folder)).isEmpty();
  }

  @Test
  void leavesNothingButTheLayoutItself() throws IOException {
    layout.write(image(), "v1");
    assertNothingButTheLayout();
  }

  private void assertNothingButTheLayout() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("blobs", "index.json", "oci-layout");
    }
  }

  @Test
  void aTagMovesToTheNewImage() {
    layout.write(image(), "v1");
    layout.write(image(), "v2");
    Image newer = TestImages.image(temp, Compression.ZSTD);
    layout.write(newer, "v1");
    assertThat(layout.list())
        .extracting(StoredImage::names)
        .containsExactly(List.of("v2"), List.of("v1"));
    assertThat(layout.read(ImageSelector.named("v1")).descriptor().digest())
        .isEqualTo(newer.descriptor().digest());
  }

  @Test
  void saysWhichNamesThereAre() {
    layout.write(image(), "v1");
    layout.write(TestImages.image(temp, Compression.ZSTD), "v2");
    assertThatThrownBy(() -> layout.read(ImageSelector.named("v3")))
        .hasMessage(folder + ": does not hold v3\nremedy: it holds v1, v2");
    List<StoredImage> all = layout.list();
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder
                + ": 2 entries could be the only image: v1 ("
                + all.get(0).descriptor().digest()
                + "), v2 ("
                + all.get(1).descriptor().digest()
                + ")\n"
                + "remedy: name one of them, by its tag if it has one of its own");
  }

  @Test
  void findsAnImageByContainerdsName() throws IOException {
    Descriptor entry = layout.write(image(), "1");
    TreeMap<String, String> names = new TreeMap<>(entry.annotations());
    names.put("io.containerd.image.name", "docker.io/library/app:1");
    writeIndex(entry.withAnnotations(names));
    assertThat(layout.read(ImageSelector.named("app:1")).descriptor().digest())
        .isEqualTo(entry.digest());
    assertThat(layout.read(ImageSelector.named("1")).descriptor().digest())
        .isEqualTo(entry.digest());
  }

  @Test
  void choosesThePlatformInANestedIndex() throws IOException {
    Descriptor amd = layout.write(image(), "v1").withPlatform(Platform.parse("linux/amd64"));
    Descriptor arm =
        layout
            .write(TestImages.image(temp, Compression.ZSTD), "v2")
            .withPlatform(Platform.parse("linux/arm64"));
    Descriptor proof =
        new Descriptor(
            MediaType.OCI_MANIFEST,
            Digest.sha256(new byte[0]),
            9,
            new TreeMap<>(Map.of("vnd.docker.reference.type", "attestation-manifest")),
            Optional.of(Platform.parse("unknown/unknown")),
            Optional.empty());
    writeIndex(put(MediaType.OCI_INDEX, new Index(List.of(amd, arm, proof)).bytes()));
    ImageSelector only = ImageSelector.only();
    assertThat(
            layout.read(only.withPlatform(Platform.parse("linux/arm64/v8"))).descriptor().digest())
        .isEqualTo(arm.digest());
    Digest index = layout.list().getFirst().descriptor().digest();
    assertThatThrownBy(() -> layout.read(only.withPlatform(Platform.parse("linux/s390x"))))
        .hasMessage(
            folder
                + ": index "
                + index
                + ": no image for linux/s390x, there are linux/amd64, linux/arm64\n"
                + "remedy: choose one of them with --platform");
  }

  @Test
  void indexesInIndexesHaveABound() throws IOException {
    Descriptor inner = layout.write(image(), "v1");
    for (int i = 0; i < 9; i++) {
      inner = put(MediaType.OCI_INDEX, new Index(List.of(inner)).bytes());
      inner = inner.withPlatform(Platform.host());
    }
    writeIndex(inner);
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder + ": indexes in indexes, more than 8 deep\nremedy: name the inner image");
  }

  @Test
  void anIndexThatClaimsToHoldItselfIsNotBelieved() throws IOException {
    layout.write(image(), "v1");
    Digest digest = Digest.sha256(new byte[] {7});
    byte[] loop = new Index(List.of(Descriptor.of(MediaType.OCI_INDEX, digest, 200))).bytes();
    Files.write(blob(digest), loop);
    writeIndex(Descriptor.of(MediaType.OCI_INDEX, digest, loop.length));
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder
                + ": index "
                + digest
                + ": has digest "
                + Digest.sha256(loop)
                + ", expected "
                + digest
                + "\nremedy: fetch or write the image again, its content was changed");
  }

  @Test
  void twoEntriesOfOneNameAreAmbiguous() throws IOException {
    Descriptor first = layout.write(image(), "v1");
    Descriptor second = layout.write(TestImages.image(temp, Compression.ZSTD), "v1");
    writeIndex(
        new Descriptor(
            first.mediaType(),
            first.digest(),
            first.size(),
            first.annotations(),
            Optional.empty(),
            Optional.empty()),
        second);
    assertThatThrownBy(() -> layout.read(ImageSelector.named("v1")))
        .hasMessage(
            folder
                + ": 2 entries could be v1: v1 ("
                + first.digest()
                + "), v1 ("
                + second.digest()
                + ")\nremedy: name one of them, by its tag if it has one of its own");
    writeIndex(first, first);
    assertThat(layout.read(ImageSelector.named("v1")).descriptor().digest())
        .isEqualTo(first.digest());
  }

  @Test
  void aMissingBlobIsNamed() throws IOException {
    Image image = image();
    layout.write(image, "v1");
    Digest layer = image.layers().getFirst().descriptor().digest();
    Files.delete(blob(layer));
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder
                + ": the blob "
                + layer
                + " is missing\n"
                + "remedy: copy the image again, with all of its layers");
  }

  @Test
  void aBlobOfAnotherSizeIsNamed() throws IOException {
    Image image = image();
    layout.write(image, "v1");
    Digest layer = image.layers().get(1).descriptor().digest();
    Files.write(blob(layer), new byte[10]);
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder
                + ": the blob "
                + layer
                + " has 10 bytes, expected 2048\n"
                + "remedy: copy the image again, this blob was changed or cut off");
  }

  @Test
  void aBlobThatIsAFolderOrLeadsOutIsRefused() throws IOException {
    Image image = image();
    layout.write(image, "v1");
    Digest layer = image.layers().get(1).descriptor().digest();
    String name = LayoutFiles.blobName(layer);
    Path outside = temp.toRealPath().resolve("outside");
    Files.move(blob(layer), outside);
    Files.createSymbolicLink(blob(layer), outside);
    String remedy = "\nremedy: copy the image again into a new folder";
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder
                + ": "
                + name
                + " is a link that leads out of the layout, to "
                + outside
                + remedy);
    Files.delete(blob(layer));
    Files.createDirectory(blob(layer));
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(folder + ": " + name + " is a folder, expected a file" + remedy);
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    layout.write(image(), "v1");
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");
    assertThatThrownBy(layout::list)
        .hasMessage(
            folder
                + ": image layout version '2.0.0', expected 1.0.0\n"
                + "remedy: write it again in the current layout");
  }

  @Test
  void aFolderThatIsNoLayoutIsRefused() {
    assertThatThrownBy(layout::list)
        .hasMessage(
            folder + ": no OCI image layout: there is no oci-layout file\nremedy: check the path");
  }

  @Test
  void anEntryOfAnUnknownTypeIsRefused() throws IOException {
    layout.write(image(), "v1");
    Descriptor text = put("text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    writeIndex(text);
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder
                + ": the entry "
                + text.digest()
                + " has media type 'text/plain', expected a manifest or an index\n"
                + "remedy: name an entry that is an image");
  }

  @Test
  void anArtifactIsNoImage() throws IOException {
    layout.write(image(), "v1");
    Manifest manifest =
        new Manifest(
            MediaType.OCI_MANIFEST,
            Descriptor.of("application/vnd.cncf.helm.config.v1+json", new byte[2]),
            List.of(),
            Collections.emptySortedMap());
    Descriptor entry = put(MediaType.OCI_MANIFEST, manifest.bytes());
    writeIndex(entry);
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .hasMessage(
            folder
                + ": image "
                + entry.digest()
                + ": not an image but an artifact: its config has media type"
                + " 'application/vnd.cncf.helm.config.v1+json'\n"
                + "remedy: name an image that can run");
  }

  @Test
  void aHugeManifestIsNotRead() throws IOException {
    layout.write(image(), "v1");
    Descriptor entry = put(MediaType.OCI_MANIFEST, new byte[Json.MAX_MANIFEST_BYTES + 1]);
    writeIndex(entry);
    assertThatThrownBy(() -> layout.read(ImageSelector.only()))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            folder
                + ": manifest "
                + entry.digest()
                + " has 4194305 bytes, at most 4194304 are read");
  }

  @Test
  void aDamagedLayerOnTheWayInLeavesTheLayoutAsItWas() throws IOException {
    layout.write(image(), "v1");
    byte[] before = Files.readAllBytes(folder.resolve("index.json"));
    Image good = TestImages.image(temp, Compression.ZSTD);
    Digest layer = good.layers().getFirst().descriptor().digest();
    int size = (int) good.layers().getFirst().descriptor().size();
    Image bad =
        new ParsedImage(
            good.descriptor(),
            Content.of(good.manifest()),
            good.config(),
            List.of(
                Layer.of(
                    good.layers().getFirst().descriptor(),
                    good.layers().getFirst().diffId(),
                    Content.of(new byte[size]))));
    assertThatThrownBy(() -> layout.write(bad, "v1"))
        .hasMessage(
            "blob "
                + layer
                + ": has digest "
                + Digest.sha256(new byte[size])
                + ", expected "
                + layer
                + "\nremedy: fetch or write the image again, its content was changed");
    assertThat(Files.readAllBytes(folder.resolve("index.json"))).isEqualTo(before);
    assertThat(blob(layer)).doesNotExist();
    assertNothingButTheLayout();
  }
}
