package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;

  @Test
  void whatTheDeadHaveLeftGoesAndWhatIsHeldStays() throws Exception {
    Path left = Files.createFile(folder.resolve("left"));
    Path held = folder.resolve("held");
    try (FolderLock _ = FolderLock.on(held)) {
      FolderLock.sweep(folder);

      assertThat(left).doesNotExist();
      assertThat(held).exists();
    }
    FolderLock.sweep(folder.resolve("none"));
  }
}
