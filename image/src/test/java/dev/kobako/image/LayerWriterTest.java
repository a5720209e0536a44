package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerWriterTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip:1", "gzip:12", "gzip", "zstd:1", "zstd", "zstd:19"})
  void givesBackTheTarThatWasWritten(String compression) throws IOException {
    byte[] tar = TestImages.noise(2 * GzipOutput.BLOCK + 17);
    Layer layer = TestImages.layer(temp, Compression.parse(compression), tar);
    assertThat(layer.diffId()).isEqualTo(Digest.sha256(tar));
    assertThat(layer.descriptor().digest()).isEqualTo(Digest.sha256(layer.blob().bytes()));
    assertThat(layer.descriptor().size()).isEqualTo(layer.blob().size());
    try (InputStream in = layer.open()) {
      assertThat(in.readAllBytes()).isEqualTo(tar);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zstd"})
  void givesAValidBlobForNoBytes(String compression) throws IOException {
    Layer layer = TestImages.layer(temp, Compression.parse(compression), new byte[0]);
    try (InputStream in = layer.open()) {
      assertThat(in.readAllBytes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip:1", "zstd:1", "zstd"})
  void givesTheSameBytesWhateverTheSizeOfTheWrites(String name) throws IOException {
    byte[] tar = TestImages.noise(5 * GzipOutput.BLOCK + 1);
    Compression compression = Compression.parse(name);
    Layer whole = TestImages.layer(temp, compression, tar);
    for (int step : new int[] {700, 65_537, 1_500_000}) {
      Layer pieces =
          LayerWriter.write(
              temp,
              compression,
              out -> {
                for (int i = 0; i < tar.length; i += step) {
                  out.write(tar, i, Math.min(step, tar.length - i));
                }
              });
      assertThat(pieces.descriptor()).as("writes of " + step).isEqualTo(whole.descriptor());
    }
  }

  /** At these levels a job has a few MiB, so that there are several here. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void zstdBytesDoNotDependOnTheNumberOfWorkers(int level) throws IOException {
    byte[] tar = TestImages.noise(9_000_000);
    assertThat(zstd(tar, level, 1)).isEqualTo(zstd(tar, level, 2)).isEqualTo(zstd(tar, level, 5));
  }

  private static Digest zstd(byte[] tar, int level, int workers) throws IOException {
    HashingOutput blob = new HashingOutput(java.io.OutputStream.nullOutputStream());
    try (var out = Compressor.zstd(blob, level, workers)) {
      out.write(tar);
    }
    return blob.digest();
  }

  /** RFC 8878 section 3.1.1.1.2: the exponent above 10 is in the upper five bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 9, 19, 20, 22})
  void noZstdLevelAsksReadersForMoreThanAWindowOf32MiB(int level) throws IOException {
    java.io.ByteArrayOutputStream blob = new java.io.ByteArrayOutputStream();
    try (var out = Compressor.zstd(blob, level, 1)) {
      out.write(new byte[100]);
      out.flush();
      out.write(new byte[100]);
    }
    byte[] frame = blob.toByteArray();
    boolean oneSegment = (frame[4] & 0x20) != 0;
    int exponent = 10 + ((frame[5] & 0xff) >> 3);
    assertThat(oneSegment).isFalse();
    assertThat(exponent).isLessThanOrEqualTo(25);
  }

  /** A change of these is a change of the digests of all images that kobako writes. */
  @ParameterizedTest
  @CsvSource({
    "none,   e1aaa0748037",
    "gzip:1, bc2170e25508",
    "gzip,   a1c14ddf7dd1",
    "gzip:12,bfe6259e4a86",
    "zstd:1, ca121ec75499",
    "zstd,   fe9da863f596",
    "zstd:22,da0967ce9120"
  })
  void aTarAlwaysGivesTheSameBlob(String compression, String brief) {
    byte[] tar = TestImages.noise(GzipOutput.BLOCK + 5);
    Layer layer = TestImages.layer(temp, Compression.parse(compression), tar);
    assertThat(layer.descriptor().digest().brief()).isEqualTo(brief);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zstd:1"})
  void whatIsPackedAndProvenIsWhatIsPacked(String name) throws IOException {
    Layer tar =
        TestImages.layer(temp, Compression.NONE, TestImages.noise(4 * GzipOutput.BLOCK + 5));
    Compression compression = Compression.parse(name);
    Pace hurried = new Pace();
    hurried.hurry();
    for (Pace pace : List.of(new Pace(), hurried)) {
      Layer sound = LayerWriter.repackSound(temp, compression, tar, pace);
      assertThat(sound.descriptor())
          .isEqualTo(LayerWriter.repack(temp, compression, tar).descriptor());
      ImageValidator.requireSound(sound);
    }
  }

  @Test
  void aBlockThatDoesNotDecompressToWhatItWasMadeOfIsNoGzip() throws IOException {
    byte[] tar = TestImages.noise(50_000);
    byte[] blob = TestImages.layer(temp, Compression.GZIP, tar).blob().bytes();
    int deflated = blob.length - 18; // RFC 1952: ten bytes before, eight after it
    GzipOutput.requireSame(tar, tar.length, blob, deflated);
    tar[tar.length - 1]++;
    assertThatThrownBy(() -> GzipOutput.requireSame(tar, tar.length, blob, deflated))
        .hasMessage("libdeflate does not give back what it was given");
  }

  @Test
  void gzipHasAFixedHeaderAndIsReadByTheJdk() throws IOException {
    byte[] tar = TestImages.noise(2 * GzipOutput.BLOCK);
    byte[] blob = TestImages.layer(temp, Compression.GZIP, tar).blob().bytes();
    assertThat(blob).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(blob))) {
      assertThat(in.readAllBytes()).isEqualTo(tar);
    }
  }

  @Test
  void aSourceThatFailsIsReportedAndLeavesNoFile() throws IOException {
    assertThatThrownBy(() ->
            LayerWriter.write(
                temp.resolve("staging"),
                Compression.GZIP,
                out -> {
                  out.write(1);
                  throw new IOException("/src/app: Input/output error");
                }))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
        .hasMessage(
            """
            new layer: can't read what goes into it: /src/app: Input/output error
            remedy: check the file that is named and try again\
            """);
    try (Stream<Path> files = Files.list(temp.resolve("staging"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aStagingFolderThatIsAFileIsReported() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> TestImages.layer(file, Compression.NONE, new byte[1]))
        .isInstanceOf(KobakoException.class)
        .message()
        .startsWith(file + "/staged-")
        .contains(": can't be written: ")
        .endsWith("remedy: check that the folder exists and can be written by you");
  }
}
