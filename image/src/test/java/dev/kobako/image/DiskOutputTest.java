package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskOutputTest {
  @TempDir Path folder;

  @Test
  void whatAFileHadIsGone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "much longer");

    try (OutputStream out = DiskOutput.open(file)) {
      out.write('a');
      out.write(new byte[] {'b', 'c', 'd'}, 0, 2);
    }

    assertThat(file).hasContent("abc");
  }

  @Test
  void aFileIsMadeIfNeedBe() throws IOException {
    Path file = folder.resolve("file");

    DiskOutput.open(file).close();

    assertThat(file).isEmptyFile();
  }

  @Test
  void whatCannotBeWrittenIsTold() {
    assertThatThrownBy(() -> DiskOutput.open(folder.resolve("none/file")))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(folder.resolve("none/file").toString());
  }
}
