package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaidOutRootTest {
  @TempDir Path folder;

  @Test
  void filesLinksAndModesAreLaidOut() throws Exception {
    Tree tree =
        MemoryTree.builder()
            .put(ImagePath.of("/etc"), directory(0750))
            .put(ImagePath.of("/etc/motd"), file(0640, 0, "hello"))
            .put(ImagePath.of("/su"), file(04755, 7, "#!"))
            .put(ImagePath.of("/zu"), file(04755, 7, "#!"))
            .put(ImagePath.of("/out"), link("/etc/shadow"))
            .put(ImagePath.of("/null"), new Entry.Device(Attributes.of(0666), false, 1, 3))
            .build();

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
    Tree tree =
        MemoryTree.builder()
            .put(ImagePath.of("/locked"), directory(0))
            .put(ImagePath.of("/locked/in"), directory(0500))
            .put(ImagePath.of("/locked/in/file"), file(0400, 0, ""))
            .put(ImagePath.of("/away"), link(precious.toString()))
            .build();

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

    assertThatThrownBy(() -> LaidOutRoot.of(MemoryTree.builder().build(), missing))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(missing + ": no tree can be laid out here: ")
        .hasMessageEndingWith(
            "remedy: see that the folder can be written to and has room for the image's files");
  }

  private static Entry directory(int mode) {
    return new Entry.Directory(Attributes.of(mode));
  }

  private static Entry file(int mode, long inode, String text) {
    Content content = Content.of(text.getBytes(StandardCharsets.UTF_8));
    return new Entry.RegularFile(Attributes.of(mode), content, inode);
  }

  private static Entry link(String target) {
    return new Entry.Symlink(Attributes.of(0777), target);
  }

  private static int mode(Path path) throws Exception {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }
}
