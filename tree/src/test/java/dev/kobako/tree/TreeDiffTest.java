package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreeDiffTest {
  private static List<String> diff(TarBuilder before, TarBuilder after, TreeDiff.Aspect... ignored)
      throws IOException {
    Set<TreeDiff.Aspect> set = EnumSet.noneOf(TreeDiff.Aspect.class);
    set.addAll(List.of(ignored));
    return TreeDiff.between(Layers.tree(before), Layers.tree(after), set).differences().stream()
        .map(TreeDiffTest::text)
        .toList();
  }

  private static String text(TreeDiff.Difference difference) {
    return difference.path()
        + switch (difference) {
          case TreeDiff.Difference.Added _ -> " added";
          case TreeDiff.Difference.Removed _ -> " removed";
          case TreeDiff.Difference.Changed changed -> " " + changed.aspects();
        };
  }

  @Test
  void equalTreesDoNotDiffer() throws IOException {
    assertThat(
            TreeDiff.between(
                    Layers.tree(new TarBuilder().file("a", 0644, "x").hardlink("b", "a")),
                    Layers.tree(new TarBuilder().file("b", 0644, "x").hardlink("a", "b")))
                .isEmpty())
        .isTrue();
  }

  @Test
  void addedAndRemovedPathsAreAllTold() throws IOException {
    assertThat(
            diff(
                new TarBuilder().file("a/b", 0644, "").file("c", 0644, ""),
                new TarBuilder().file("c", 0644, "").file("c-d/e", 0644, "")))
        .containsExactly("/a removed", "/a/b removed", "/c-d added", "/c-d/e added");
  }

  @Test
  void everyAspectIsSeen() throws IOException {
    TarBuilder before =
        new TarBuilder()
            .file("bytes", 0644, "abc")
            .charDevice("device", 0644, 1, 3)
            .dir("kind/", 0755)
            .file("linked", 0644, "x")
            .file("linked-too", 0644, "x")
            .file("mode", 0644, "")
            .file("owner", 0644, "")
            .symlink("target", "a")
            .file("time", 0644, "")
            .file("xattr", 0644, "");
    TarBuilder after =
        new TarBuilder()
            .file("bytes", 0644, "abd")
            .charDevice("device", 0644, 1, 5)
            .fifo("kind", 0644)
            .file("linked", 0644, "x")
            .hardlink("linked-too", "linked")
            .file("mode", 0600, "")
            .owner(0, 1)
            .file("owner", 0644, "")
            .owner(0, 0)
            .symlink("target", "b")
            .mtime(1)
            .file("time", 0644, "")
            .mtime(0)
            .pax(Map.of("SCHILY.xattr.user.a", "b"))
            .file("xattr", 0644, "");
    assertThat(diff(before, after))
        .containsExactly(
            "/bytes [CONTENT]",
            "/device [DEVICE]",
            "/kind [KIND]",
            "/linked [LINKS]",
            "/linked-too [LINKS]",
            "/mode [MODE]",
            "/owner [OWNER]",
            "/target [TARGET]",
            "/time [TIME]",
            "/xattr [XATTRS]");
    assertThat(diff(before, after, TreeDiff.Aspect.values())).isEmpty();
    assertThat(diff(before, after, TreeDiff.Aspect.TIME)).hasSize(9);
  }

  @Test
  void contentsOfDifferentSizeAreNotRead() throws IOException {
    Tree before = tree(new Unreadable(5));
    Tree after = tree(new Unreadable(6));
    assertThat(TreeDiff.between(before, after).differences())
        .singleElement()
        .satisfies(difference -> assertThat(text(difference)).isEqualTo("/f [CONTENT]"));
    assertThat(TreeDiff.between(before, tree(new Unreadable(5))).differences()).isEmpty();
  }

  @Test
  void longContentsAreComparedToTheEnd() throws IOException {
    byte[] one = new byte[200_000];
    byte[] other = one.clone();
    other[199_999] = 1;
    assertThat(ContentComparison.same(Content.of(one), Content.of(other))).isFalse();
    assertThat(ContentComparison.same(Content.of(one), Content.of(one))).isTrue();
  }

  private static Tree tree(Content content) {
    return MemoryTree.builder()
        .put(ImagePath.of("/f"), new Entry.RegularFile(Attributes.of(0644), content, 0))
        .build();
  }

  /** Equal to another of its size, and never to be opened. */
  private record Unreadable(long size) implements Content {
    @Override
    public InputStream open() throws IOException {
      throw new IOException("opened");
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      throw new IOException("opened");
    }
  }
}
