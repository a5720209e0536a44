package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.sandbox.ContainerMount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedStateTest {
  @TempDir Path folder;
  private Path shared;

  @BeforeEach
  void fill() throws IOException {
    shared = Files.createDirectory(folder.resolve("shared"));
    Files.writeString(Files.createDirectories(shared.resolve("deep/deeper")).resolve("a"), "a");
    Files.createSymbolicLink(shared.resolve("link"), Path.of("deep"));
  }

  private MountedState taken(Path... sources) throws IOException {
    return MountedState.of(
        Arrays.stream(sources)
            .map(each -> (ContainerMount) new ContainerMount.Host(each, "/" + each, false))
            .toList(),
        Files.createDirectory(folder.resolve("copies")));
  }

  @Test
  void whatWasAddedGoesAndWhatWentComesBack() throws IOException {
    try (MountedState state = taken(shared)) {
      Files.writeString(Files.createDirectories(shared.resolve("new/newer")).resolve("b"), "b");
      Files.writeString(shared.resolve("deep/c"), "c");
      Files.writeString(shared.resolve("deep/deeper/a"), "changed");
      Files.delete(shared.resolve("link"));

      state.restore();
    }

    assertThat(shared.resolve("new")).doesNotExist();
    assertThat(shared.resolve("deep/c")).doesNotExist();
    assertThat(shared.resolve("deep/deeper/a")).hasContent("a");
    assertThat(shared.resolve("link")).isSymbolicLink();
  }

  @Test
  void aFolderThatBecameAFileAndAFileThatBecameAFolderChangeBack() throws IOException {
    try (MountedState state = taken(shared)) {
      Files.delete(shared.resolve("deep/deeper/a"));
      Files.createDirectories(shared.resolve("deep/deeper/a/inside"));
      Files.delete(shared.resolve("link"));
      Files.writeString(shared.resolve("link"), "no link any more");

      state.restore();
    }

    assertThat(shared.resolve("deep/deeper/a")).isRegularFile().hasContent("a");
    assertThat(shared.resolve("link")).isSymbolicLink();
  }

  @Test
  void whatALinkInTheFolderLeadsToStaysAsItIs() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (MountedState state = taken(shared)) {
      Files.writeString(elsewhere.resolve("kept"), "kept");
      Files.createSymbolicLink(shared.resolve("out"), elsewhere);

      state.restore();
    }

    assertThat(elsewhere.resolve("kept")).hasContent("kept");
    assertThat(shared.resolve("out")).doesNotExist();
  }

  @Test
  void aFolderWithTooMuchInItStaysAndTheNextOneIsRestored() throws IOException {
    Path large = Files.createDirectory(folder.resolve("large"));
    try (RandomAccessFile file = new RandomAccessFile(large.resolve("file").toFile(), "rw")) {
      file.setLength(MountedState.MOST_BYTES + 1);
    }
    try (MountedState state = taken(large, shared)) {
      Files.writeString(large.resolve("new"), "new");
      Files.writeString(shared.resolve("new"), "new");

      state.restore();
    }

    assertThat(large.resolve("new")).hasContent("new");
    assertThat(shared.resolve("new")).doesNotExist();
  }

  @Test
  void aMountedLinkIsTheFolderThatItLeadsTo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("mounted"), shared);
    try (MountedState state = taken(link)) {
      Files.writeString(shared.resolve("new"), "new");

      state.restore();
    }

    assertThat(link).isSymbolicLink();
    assertThat(shared.resolve("new")).doesNotExist();
  }

  @Test
  void whatIsOnlyReadNeedsNoCopy() {
    assertThat(MountedState.isNeededFor(List.of(new ContainerMount.Host(shared, "/shared", true))))
        .isFalse();
  }
}
