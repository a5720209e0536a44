package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTest {
  private static final String REMEDY =
      "\nremedy: fetch or write the image again, its content was changed";
  private static final Digest OTHER = Digest.sha256(new byte[] {1});

  @TempDir Path temp;

  private static byte[] read(Layer layer) throws IOException {
    try (InputStream in = layer.open()) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zstd"})
  void aBlobWithAnotherDigestIsNotReadToItsEnd(String compression) {
    Layer good = TestImages.layer(temp, Compression.parse(compression), TestImages.noise(5000));
    Descriptor wrong =
        Descriptor.of(good.descriptor().mediaType(), OTHER, good.descriptor().size());
    assertThatThrownBy(() -> read(Layer.of(wrong, good.diffId(), good.blob())))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "layer "
                + OTHER
                + ": has digest "
                + good.descriptor().digest()
                + ", expected "
                + OTHER
                + REMEDY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zstd"})
  void aTarWithAnotherDiffIdIsNotReadToItsEnd(String compression) {
    Layer good = TestImages.layer(temp, Compression.parse(compression), TestImages.noise(5000));
    assertThatThrownBy(() -> read(Layer.of(good.descriptor(), OTHER, good.blob())))
        .hasMessage(
            "the tar of layer "
                + good.descriptor().digest()
                + ": has digest "
                + good.diffId()
                + ", expected "
                + OTHER
                + REMEDY);
  }

  @Test
  void aBlobMustHaveThePromisedSize() {
    Layer good = TestImages.layer(temp, Compression.NONE, new byte[1000]);
    Digest digest = good.descriptor().digest();
    String type = good.descriptor().mediaType();
    assertThatThrownBy(
            () -> read(Layer.of(Descriptor.of(type, digest, 999), good.diffId(), good.blob())))
        .hasMessage(
            "layer "
                + digest
                + ": has more than the 999 bytes that its descriptor promises"
                + REMEDY);
    assertThatThrownBy(
            () -> read(Layer.of(Descriptor.of(type, digest, 1001), good.diffId(), good.blob())))
        .hasMessage("layer " + digest + ": has 1000 bytes, expected 1001" + REMEDY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void compressedDataThatIsCutOffIsAFinding(String name) throws IOException {
    Layer good = TestImages.layer(temp, Compression.parse(name), TestImages.noise(500_000));
    byte[] whole = good.blob().bytes();
    for (int length : new int[] {7, 11, 1000, whole.length - 1}) {
      byte[] cut = Arrays.copyOf(whole, length);
      Descriptor descriptor = Descriptor.of(good.descriptor().mediaType(), cut);
      assertThatThrownBy(() -> read(Layer.of(descriptor, good.diffId(), Content.of(cut))))
          .isInstanceOf(KobakoException.class)
          .message()
          .startsWith("layer " + descriptor.digest() + ": damaged " + name + " data: ")
          .endsWith("remedy: fetch or write the image again");
    }
  }

  @Test
  void damagedGzipIsAFinding() throws IOException {
    Layer good = TestImages.layer(temp, Compression.GZIP, TestImages.noise(5000));
    byte[] bytes = good.blob().bytes();
    bytes[bytes.length - 5] ^= 1;
    Descriptor descriptor = Descriptor.of(good.descriptor().mediaType(), bytes);
    assertThatThrownBy(() -> read(Layer.of(descriptor, good.diffId(), Content.of(bytes))))
        .hasMessage(
            "layer "
                + descriptor.digest()
                + ": damaged gzip data: the gzip checksum is wrong\n"
                + "remedy: fetch or write the image again");
  }

  @Test
  void bytesAfterTheGzipDataAreAFinding() throws IOException {
    Layer good = TestImages.layer(temp, Compression.GZIP, TestImages.noise(5000));
    byte[] bytes = Arrays.copyOf(good.blob().bytes(), (int) good.blob().size() + 9);
    Descriptor descriptor = Descriptor.of(good.descriptor().mediaType(), bytes);
    assertThatThrownBy(() -> read(Layer.of(descriptor, good.diffId(), Content.of(bytes))))
        .hasMessage(
            "layer "
                + descriptor.digest()
                + ": damaged gzip data: no gzip header\n"
                + "remedy: fetch or write the image again");
  }

  @Test
  void gzipWithAllHeaderFieldsAndNoHintOfMoreIsReadToItsEnd() throws IOException {
    byte[] deflated = HexFormat.of().parseHex("4b0400" + "43beb7e8" + "01000000");
    byte[] member =
        concat(
            HexFormat.of().parseHex("1f8b081e0000000000030200" + "aabb" + "6e00" + "6300" + "0102"),
            deflated);
    byte[] two = concat(member, member);
    Layer layer =
        Layer.of(
            Descriptor.of(MediaType.OCI_LAYER + "+gzip", two),
            Digest.sha256("aa".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
            new Dribbling(two));
    assertThat(read(layer)).asString().isEqualTo("aa");
  }

  @Test
  void anUncompressedBlobMayBeCalledGzip() throws IOException {
    byte[] tar = TestImages.tar("a");
    Descriptor descriptor = Descriptor.of(MediaType.DOCKER_LAYER + ".gzip", tar);
    assertThat(read(Layer.of(descriptor, descriptor.digest(), Content.of(tar)))).isEqualTo(tar);
  }

  @Test
  void aLayerThatGrowsTooMuchIsRefused() throws IOException {
    ExpansionLimit limit = new ExpansionLimit(1 << 30, 10, 1000);
    InputStream in = limit.guard(new ByteArrayInputStream(new byte[5000]), "layer x", 400);
    assertThatThrownBy(in::readAllBytes)
        .hasMessage(
            """
            layer x: 400 bytes unpack to more than 4000 bytes, which looks like a decompression bomb
            remedy: if it is meant to be like this, store it uncompressed\
            """);
    InputStream fine = limit.guard(new ByteArrayInputStream(new byte[5000]), "layer x", 500);
    assertThat(fine.readAllBytes()).hasSize(5000);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Gives a byte at a time and never says whether more is coming, as a network may. */
  private record Dribbling(Content whole) implements Content {
    Dribbling(byte[] bytes) {
      this(Content.of(bytes));
    }

    @Override
    public long size() {
      return whole.size();
    }

    @Override
    public InputStream open() throws IOException {
      InputStream in = whole.open();
      return new InputStream() {
        @Override
        public int read() throws IOException {
          return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          return in.read(target, offset, Math.min(length, 1));
        }
      };
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      return whole.openChannel();
    }
  }
}
