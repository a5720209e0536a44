package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of bases need not be read again to be sure of them. */
class KnownTarsTest {
  /** What changed shortly before is not remembered. */
  private static final Duration LONG_ENOUGH = Duration.ofMillis(2300);

  @TempDir Path folder;
  KnownTars known;

  @BeforeEach
  void open() {
    BuildCacheFolders folders = new BuildCacheFolders(folder.resolve("cache"));
    known = new KnownTars(new RecordFiles(folders.staging()), folders);
  }

  private Layer layer(Compression compression) {
    return LayerWriter.write(
        folder, compression, out -> out.write("tar".getBytes(StandardCharsets.US_ASCII)));
  }

  private static Layer in(Path file, Layer layer) throws IOException {
    Descriptor descriptor = layer.descriptor();
    return Layer.of(
        Descriptor.of(MediaType.ociLayer(Compression.NONE), descriptor.digest(), descriptor.size()),
        layer.diffId(),
        Content.of(file, Files.size(file)));
  }

  /** Asks for a tar; whether its file had to be read. */
  private boolean reads(Layer layer) {
    AtomicBoolean read = new AtomicBoolean();
    Content tar =
        known.of(
            layer,
            each -> {
              read.set(true);
              return each.blob();
            });
    assertThat(tar).isEqualTo(layer.blob());
    return read.get();
  }

  @Test
  void aFileIsKnownUntilItChanges() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("blob"), "tar");
    Layer layer = in(file, layer(Compression.NONE));
    Thread.sleep(LONG_ENOUGH);
    assertThat(reads(layer)).isTrue();
    assertThat(reads(layer)).isFalse();

    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, "rat");
    Files.setLastModifiedTime(file, before);
    assertThat(reads(layer)).isTrue();
    Thread.sleep(LONG_ENOUGH);
    assertThat(reads(layer)).isTrue();
  }

  @Test
  void whatChangedJustNowIsNotRemembered() throws IOException {
    Layer layer = in(Files.writeString(folder.resolve("blob"), "tar"), layer(Compression.NONE));
    assertThat(reads(layer)).isTrue();
    assertThat(reads(layer)).isTrue();
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void whatChangesWhileItIsReadIsNotRemembered() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("blob"), "tar");
    Layer layer = in(file, layer(Compression.NONE));
    Thread.sleep(LONG_ENOUGH);
    known.of(
        layer,
        each -> {
          touch(file);
          return each.blob();
        });
    assertThat(reads(layer)).isTrue();
  }

  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCompressedLayerIsReadByOthers() throws InterruptedException {
    Layer layer = layer(Compression.GZIP);
    Thread.sleep(LONG_ENOUGH);
    assertThat(reads(layer)).isTrue();
    assertThat(reads(layer)).isTrue();
  }
}
