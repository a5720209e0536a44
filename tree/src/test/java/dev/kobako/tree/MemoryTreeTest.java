package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryTreeTest {
  private static final Entry FILE = new Entry.RegularFile(Attributes.of(0644), Content.empty(), 0);
  private static final Entry DIRECTORY = new Entry.Directory(Attributes.of(0700));

  private static ImagePath path(String text) {
    return ImagePath.of(text);
  }

  @Test
  void anEmptyTreeHasARoot() {
    MemoryTree tree = MemoryTree.builder().build();
    assertThat(tree.entry(ImagePath.ROOT)).contains(new Entry.Directory(Attributes.of(0755)));
    assertThat(tree.names(ImagePath.ROOT)).isEmpty();
    assertThat(tree.entry(path("/a"))).isEmpty();
  }

  @Test
  void missingParentsAreMade() throws IOException {
    assertThat(TreeDump.dump(MemoryTree.builder().put(path("/a/b/c"), FILE).build()))
        .isEqualTo("/a: dir 0755\n/a/b: dir 0755\n/a/b/c: file 0644 empty\n");
  }

  @Test
  void namesAreSortedAndCannotBeChanged() {
    MemoryTree tree =
        MemoryTree.builder()
            .put(path("/b"), FILE)
            .put(path("/a"), FILE)
            .put(path("/B"), FILE)
            .build();
    List<String> names = tree.names(ImagePath.ROOT);
    assertThat(names).containsExactly("B", "a", "b");
    assertThatThrownBy(() -> names.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void thereIsNothingBelowAFileOrALink() {
    MemoryTree tree =
        MemoryTree.builder()
            .put(path("/f"), FILE)
            .put(path("/d/x"), FILE)
            .put(path("/l"), new Entry.Symlink(Attributes.of(0777), "d"))
            .build();
    assertThat(tree.entry(path("/f/x"))).isEmpty();
    assertThat(tree.entry(path("/l/x"))).isEmpty();
    assertThat(tree.names(path("/l"))).isEmpty();
    assertThat(tree.names(path("/f"))).isEmpty();
    assertThat(tree.names(path("/none/at/all"))).isEmpty();
    assertThat(tree.resolve("/l/x").entry()).contains(FILE);
  }

  @Test
  void aDirectoryOverADirectoryKeepsItsEntriesAnythingElseDoesNot() throws IOException {
    MemoryTree.Builder builder =
        MemoryTree.builder().put(path("/d/a"), FILE).put(path("/d"), DIRECTORY);
    assertThat(TreeDump.dump(builder.build())).isEqualTo("/d: dir 0700\n/d/a: file 0644 empty\n");
    builder.put(path("/d"), FILE).put(path("/d"), DIRECTORY);
    assertThat(TreeDump.dump(builder.build())).isEqualTo("/d: dir 0700\n");
  }

  @Test
  void removingAndClearing() throws IOException {
    MemoryTree.Builder builder =
        MemoryTree.builder()
            .put(path("/a/b/c"), FILE)
            .put(path("/a/d"), FILE)
            .remove(path("/a/b"))
            .remove(path("/none/at/all"));
    assertThat(TreeDump.dump(builder.build())).isEqualTo("/a: dir 0755\n/a/d: file 0644 empty\n");
    builder.clearBelow(path("/a")).clearBelow(path("/none"));
    assertThat(TreeDump.dump(builder.build())).isEqualTo("/a: dir 0755\n");
    assertThat(TreeDump.dump(builder.clearBelow(ImagePath.ROOT).build())).isEmpty();
  }

  @Test
  void aTreeStaysAsItWasBuilt() throws IOException {
    MemoryTree.Builder builder = MemoryTree.builder().put(path("/a"), FILE);
    MemoryTree tree = builder.build();
    builder.remove(path("/a")).put(ImagePath.ROOT, DIRECTORY);
    assertThat(TreeDump.dump(tree)).isEqualTo("/a: file 0644 empty\n");
    assertThat(TreeDump.dump(builder.build())).isEqualTo("/: dir 0700\n");
  }

  @Test
  void putAllTakesATreeOver() throws IOException {
    MemoryTree tree =
        MemoryTree.builder().put(ImagePath.ROOT, DIRECTORY).put(path("/a/b"), FILE).build();
    assertThat(TreeDump.dump(MemoryTree.builder().putAll(tree).build()))
        .isEqualTo(TreeDump.dump(tree));
  }

  @Test
  void walkingGoesParentsFirstInTheOrderOfThePaths() {
    MemoryTree tree =
        MemoryTree.builder()
            .put(path("/a/z"), FILE)
            .put(path("/a-b"), FILE)
            .put(path("/a/b/c"), FILE)
            .build();
    List<ImagePath> visited = new ArrayList<>();
    tree.walk(ImagePath.ROOT, (path, _) -> visited.add(path));
    assertThat(visited)
        .isSorted()
        .extracting(ImagePath::toString)
        .containsExactly("/", "/a", "/a/b", "/a/b/c", "/a/z", "/a-b");
    List<ImagePath> below = new ArrayList<>();
    tree.walk(path("/a/b"), (path, _) -> below.add(path));
    assertThat(below).containsExactly(path("/a/b"), path("/a/b/c"));
    tree.walk(path("/none"), (_, _) -> below.clear());
    assertThat(below).hasSize(2);
  }

  @Test
  void directoriesInDirectoriesNeedNoStack() throws InterruptedException {
    ImagePath deep = path("/a".repeat(50_000));
    List<ImagePath> found = new ArrayList<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread narrow =
        new Thread(
            null,
            () -> {
              MemoryTree tree = MemoryTree.builder().put(deep, FILE).build();
              Growth place = tree.thawed(new LayeredTree.InodeNumbers());
              for (Growth child = place; child != null; child = child.child("a")) {
                place = child;
              }
              found.add(place.path());
            },
            "narrow",
            64 << 10);
    narrow.setUncaughtExceptionHandler((_, error) -> failure.set(error));
    narrow.start();
    narrow.join();
    assertThat(failure.get()).isNull();
    assertThat(found).containsExactly(deep);
  }

  @Test
  void whatMakesNoTreeIsRefused() {
    MemoryTree.Builder builder = MemoryTree.builder().put(path("/f"), FILE);
    assertThatThrownBy(() -> builder.put(path("/f/x"), FILE))
        .hasMessage("/f/x: a parent is no directory");
    assertThatThrownBy(() -> builder.put(ImagePath.ROOT, FILE))
        .hasMessage("the root must be a directory");
    assertThatThrownBy(() -> builder.remove(ImagePath.ROOT))
        .hasMessage("the root can't be removed");
  }
}
