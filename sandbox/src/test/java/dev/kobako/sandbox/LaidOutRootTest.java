package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaidOutRootTest {
  @TempDir Path folder;

  @Test
  void filesLinksAndModesAreLaidOut() throws Exception {
    TextTree tree =
        new TextTree()
            .directory("/etc", 0750)
            .file("/etc/motd", 0640, 0, "hello")
            .file("/su", 04755, 7, "#!")
            .file("/zu", 04755, 7, "#!")
            .link("/out", "/etc/shadow")
            .with("/null", new Entry.Device(Attributes.of(0666), false, 1, 3));

    try (LaidOutRoot root = LaidOutRoot.of(tree, folder)) {
      assertThat(root.path().resolve("etc/motd")).hasContent("hello");
      assertThat(mode(root.path().resolve("etc"))).isEqualTo(0750);
      assertThat(mode(root.path().resolve("etc/motd"))).isEqualTo(0640);
      assertThat(mode(root.path().resolve("su"))).isEqualTo(04755);
      assertThat(Files.isSameFile(root.path().resolve("su"), root.path().resolve("zu"))).isTrue();
      assertThat(Files.readSymbolicLink(root.path().resolve("out")))
          .isEqualTo(Path.of("/etc/shadow"));
      assertThat(root.path().resolve("null")).doesNotExist();
      assertThat(mode(root.path().resolve(".."))).isEqualTo(0700);
    }
  }

  @Test
  void readOnlyFoldersAreDeletedAndLinksAreNotFollowed() throws Exception {
    Path precious = Files.createDirectory(folder.resolve("precious"));
    Files.writeString(precious.resolve("file"), "kept");
    TextTree tree =
        new TextTree()
            .directory("/locked", 0)
            .directory("/locked/in", 0500)
            .file("/locked/in/file", 0400, 0, "")
            .link("/away", precious.toString());

    LaidOutRoot root = LaidOutRoot.of(tree, folder);
    root.close();
    root.close();

    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(precious);
    }
    assertThat(precious.resolve("file")).hasContent("kept");
  }

  @Test
  void aMissingParentIsExplained() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> LaidOutRoot.of(new TextTree(), missing))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(missing + ": no tree can be laid out here: ")
        .hasMessageEndingWith(
            "remedy: see that the folder can be written to and has room for the image's files");
  }

  private static int mode(Path path) throws Exception {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }
}
