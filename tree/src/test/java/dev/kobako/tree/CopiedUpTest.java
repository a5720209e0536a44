package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class CopiedUpTest {
  private static final TarBuilder BELOW =
      new TarBuilder().dir("d/", 0755).file("d/a", 0644, "text").file("d/b", 0644, "other");

  private static MemoryTree tree(Content... tars) throws IOException {
    return LayeredTree.fromLayers(
        List.of(tars).stream().map(tar -> new LayerTar(tar, "layer", "")).toList());
  }

  private static Content without(Content layer) throws IOException {
    MemoryTree below = tree(Content.of(BELOW.bytes()));
    SortedMap<String, Entry.RegularFile> copies = CopiedUp.in(layer, () -> below);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CopiedUp.leaveOut(layer, copies, out);
    return Content.of(out.toByteArray());
  }

  @Test
  void aNewNameStandsAloneAndTheCopyGoes() throws IOException {
    Content layer =
        Content.of(
            new TarBuilder()
                .dir("d/", 0755)
                .file("d/a", 0644, "text")
                .hardlink("new", "d/a")
                .hardlink("newer", "d/a")
                .symlink("s", "d")
                .bytes());

    assertThat(TreeDump.dump(tree(without(layer))))
        .isEqualTo(
            """
            /d: dir 0755
            /new: file 0644 982d9e3e
            /newer: = /new
            /s: symlink d
            """);
  }

  @Test
  void aFileThatChangedStaysWithItsLinks() throws IOException {
    Content layer =
        Content.of(new TarBuilder().file("d/b", 0644, "OTHER").hardlink("new", "d/b").bytes());

    assertThat(CopiedUp.in(layer, () -> tree())).isEmpty();
  }

  @Test
  void theTreeBelowIsNotAskedForWhereNothingIsLinked() throws IOException {
    Content layer = Content.of(new TarBuilder().file("d/a", 0644, "text").bytes());

    assertThat(
            CopiedUp.in(
                layer,
                () -> {
                  throw new AssertionError("asked for");
                }))
        .isEmpty();
  }

  private static MemoryTree tree() {
    try {
      return tree(Content.of(BELOW.bytes()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
