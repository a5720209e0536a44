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
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerWriterTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip:1", "gzip:12", "gzip", "zstd:1", "zstd", "zstd:19"})
  void givesBackTheTarThatWasWritten(String compression) throws IOException {
    byte[] tar = TestImages.noise(3 * GzipOutput.BLOCK + 17);
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
  @ValueSource(strings = {"gzip", "zstd", "zstd:12"})
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

  @Test
  void zstdBytesDoNotDependOnTheNumberOfWorkers() throws IOException {
    byte[] tar = TestImages.noise(9_000_000);
    assertThat(zstd(tar, 1)).isEqualTo(zstd(tar, 2)).isEqualTo(zstd(tar, 5));
  }

  private static Digest zstd(byte[] tar, int workers) throws IOException {
    HashingOutput blob = new HashingOutput(java.io.OutputStream.nullOutputStream());
    try (var out =
        new com.github.luben.zstd.ZstdOutputStreamNoFinalizer(blob, 9).setWorkers(workers)) {
      out.write(tar);
    }
    return blob.digest();
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
