package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.ExpansionLimit;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedArchivesTest {
  private static final byte[] TAR =
      new TarBuilder().file("f", 0644, "content").file("g", 0644, new byte[100_000]).bytes();

  @TempDir private Path folder;

  private Optional<Content> tar(byte[] file) {
    return new UnpackedArchives(folder, ExpansionLimit.DEFAULT)
        .tar(Content.of(file), Digest.sha256(file), "/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
  void anArchiveIsUnpackedOnce(String tool) throws Exception {
    byte[] packed = new PackingTool(tool).pack(TAR);
    assertThat(tar(packed).orElseThrow().bytes()).isEqualTo(TAR);
    Path kept = folder.resolve(Digest.sha256(packed).hex() + ".tar");
    Files.setLastModifiedTime(kept, java.nio.file.attribute.FileTime.fromMillis(1000));
    assertThat(tar(packed).orElseThrow().bytes()).isEqualTo(TAR);
    assertThat(Files.getLastModifiedTime(kept).toMillis()).isEqualTo(1000);
    assertThat(folder).isDirectoryContaining(kept::equals);
  }

  @Test
  void aPlainTarIsCopiedSinceItsFileCanChange() throws Exception {
    assertThat(tar(TAR).orElseThrow().bytes()).isEqualTo(TAR);
    assertThat(folder).isNotEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
  void whatHoldsNoTarIsNoArchive(String tool) throws Exception {
    assertThat(tar(new PackingTool(tool).pack(new byte[5000]))).isEmpty();
    assertThat(tar(Arrays.copyOf(new PackingTool(tool).pack(TAR), 12))).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void otherFilesAreNoArchives() {
    assertThat(tar(new byte[0])).isEmpty();
    assertThat(tar(new byte[1024])).isEmpty();
    assertThat(tar(Arrays.copyOf(TAR, 511))).isEmpty();
    assertThat(tar("PK\3\4 a zip".getBytes(java.nio.charset.StandardCharsets.US_ASCII))).isEmpty();
  }

  @Test
  void aDamagedArchiveIsRefusedAndLeavesNothing() throws Exception {
    byte[] packed = new PackingTool("gzip").pack(TAR);
    assertThatThrownBy(() -> tar(Arrays.copyOf(packed, packed.length - 1)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /a: is a damaged archive: the gzip data ends in the middle
            remedy: make or fetch the archive again, or copy it as it is with --unpack=false\
            """);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aBombIsRefusedAndLeavesNothing() throws IOException, InterruptedException {
    byte[] packed = new PackingTool("gzip").pack(TAR);
    UnpackedArchives archives = new UnpackedArchives(folder, new ExpansionLimit(50_000, 1000, 1));
    assertThatThrownBy(() -> archives.tar(Content.of(packed), Digest.sha256(packed), "/a"))
        .hasMessage(
            """
            /a: %d bytes unpack to more than 50000 bytes, which looks like a decompression bomb
            remedy: if it is meant to be like this, store it uncompressed\
            """
                .formatted(packed.length));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anArchiveThatChangedIsRefused() {
    Digest other = Digest.sha256(new byte[1]);
    UnpackedArchives archives = new UnpackedArchives(folder, ExpansionLimit.DEFAULT);
    assertThatThrownBy(() -> archives.tar(Content.of(TAR), other, "/a"))
        .hasMessage(
            """
            /a: changed while it was being copied
            remedy: try again when nothing writes to it\
            """);
    assertThat(folder).isEmptyDirectory();
  }
}
