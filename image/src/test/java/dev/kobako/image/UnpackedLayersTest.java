package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLayersTest {
  @TempDir Path temp;

  private UnpackedLayers unpacked() {
    return new UnpackedLayers(temp.resolve("unpacked"), ExpansionLimit.DEFAULT);
  }

  @Test
  void anUncompressedLayerIsUsedWhereItIs() {
    Layer layer = TestImages.layer(temp, Compression.NONE, TestImages.tar("a"));
    assertThat(unpacked().tar(layer)).isSameAs(layer.blob());
    assertThat(temp.resolve("unpacked")).doesNotExist();
  }

  @Test
  void aCompressedLayerIsUnpackedOnce() throws IOException {
    byte[] tar = TestImages.tar("a", "b");
    Layer zstd = TestImages.layer(temp, Compression.ZSTD, tar);
    Content first = unpacked().tar(zstd);
    assertThat(first.bytes()).isEqualTo(tar);
    Path file = temp.resolve("unpacked/sha256-" + Digest.sha256(tar).hex() + ".tar");
    assertThat(first).isEqualTo(Content.of(file, tar.length));
    Layer gone = Layer.of(zstd.descriptor(), zstd.diffId(), Content.empty());
    assertThat(unpacked().tar(gone)).isEqualTo(first);
  }

  @Test
  void giveTheTarsOfSeveralLayersInTheirOrder() throws IOException {
    List<Layer> layers =
        List.of(
            TestImages.layer(temp, Compression.ZSTD, TestImages.tar("a")),
            TestImages.layer(temp, Compression.NONE, TestImages.tar("b")),
            TestImages.layer(temp, Compression.GZIP, TestImages.tar("c")));
    List<Content> tars = unpacked().tars(layers);
    for (int i = 0; i < 3; i++) {
      assertThat(Digest.sha256(tars.get(i).bytes())).isEqualTo(layers.get(i).diffId());
    }
  }

  @Test
  void aBombLeavesNothingBehind() throws IOException {
    Layer layer = TestImages.layer(temp, Compression.ZSTD, new byte[3_000_000]);
    UnpackedLayers strict =
        new UnpackedLayers(temp.resolve("unpacked"), new ExpansionLimit(2_000_000, 100, 1000));
    long packed = layer.descriptor().size();
    assertThatThrownBy(() -> strict.tar(layer))
        .hasMessage(
            "layer "
                + layer.descriptor().digest()
                + ": "
                + packed
                + " bytes unpack to more than "
                + packed * 100
                + " bytes, which looks like a decompression bomb\n"
                + "remedy: if it is meant to be like this, store it uncompressed");
    try (var files = Files.list(temp.resolve("unpacked"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anUncompressedLayerIsCheckedBeforeItIsUsed() throws IOException {
    byte[] tar = TestImages.tar("a");
    Path file = Files.write(temp.resolve("somebody's.tar"), tar);
    Layer good = TestImages.layer(temp, Compression.NONE, tar);
    Digest other = Digest.sha256(new byte[] {1});
    Layer bad =
        Layer.of(
            Descriptor.of(MediaType.OCI_LAYER, other, good.descriptor().size()),
            other,
            Content.of(file, tar.length));
    assertThatThrownBy(() -> unpacked().tar(bad))
        .hasMessage(
            "layer "
                + other
                + ": has digest "
                + good.diffId()
                + ", expected "
                + other
                + "\nremedy: fetch or write the image again, its content was changed");
  }
}
