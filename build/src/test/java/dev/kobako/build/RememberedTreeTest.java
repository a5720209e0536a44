package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked of a tree before is known without the tree. */
class RememberedTreeTest {
  private static final Attributes ATTRIBUTES =
      new Attributes(
          04755,
          -2,
          7,
          Instant.ofEpochSecond(-5, 123),
          new TreeMap<>(Map.of("security.capability", "\u0001\u00ff")));

  /** Names with a byte that is no UTF-8 are held with a lone surrogate. */
  private static final String NO_UTF8 = "/a/\udcff";

  private static final MemoryTree TREE =
      MemoryTree.builder()
          .put(ImagePath.of("/a"), new Entry.Directory(ATTRIBUTES))
          .put(ImagePath.of(NO_UTF8), new Entry.Symlink(ATTRIBUTES, "../b\udcfe"))
          .put(
              ImagePath.of("/a/file"),
              new Entry.RegularFile(
                  ATTRIBUTES, Content.of("text".getBytes(StandardCharsets.US_ASCII)), 3))
          .put(ImagePath.of("/a/pipe"), new Entry.Fifo(ATTRIBUTES))
          .build();

  @TempDir Path folder;
  private final AtomicInteger reads = new AtomicInteger();

  private RememberedTree open() {
    return new RememberedTree(
        file(),
        () -> {
          reads.incrementAndGet();
          return TREE;
        });
  }

  private Path file() {
    return folder.resolve("memory");
  }

  private void remember(String... paths) {
    RememberedTree remembered = open();
    for (String path : paths) {
      assertThat(remembered.entry(ImagePath.of(path))).isEqualTo(TREE.entry(ImagePath.of(path)));
    }
    remembered.remember(new RecordFiles(folder.resolve("staging")));
    reads.set(0);
  }

  @Test
  void whatWasAskedBeforeIsKnownWithoutTheTree() throws IOException {
    remember("/", "/a", NO_UTF8, "/a/file", "/b", "/a/c");
    Tree remembered = open();
    for (String path : List.of("/", "/a", NO_UTF8, "/b", "/a/c")) {
      assertThat(remembered.entry(ImagePath.of(path))).isEqualTo(TREE.entry(ImagePath.of(path)));
    }
    Entry.RegularFile file =
        (Entry.RegularFile) remembered.entry(ImagePath.of("/a/file")).orElseThrow();
    assertThat(file.attributes()).isEqualTo(ATTRIBUTES);
    assertThat(file.inode()).isEqualTo(3);
    assertThat(reads).hasValue(0);
    assertThat(file.content().bytes()).asString().isEqualTo("text");
    assertThat(reads).hasValue(1);
  }

  @Test
  void nothingIsBelowWhatIsNotThereOrIsNoDirectory() {
    remember("/b", "/a", "/a/file", NO_UTF8);
    Tree remembered = open();
    for (String path : List.of("/b/new", "/b/new/er", "/a/file/x", NO_UTF8 + "/x")) {
      assertThat(remembered.entry(ImagePath.of(path))).isEmpty();
    }
    assertThat(reads).hasValue(0);
    assertThat(remembered.entry(ImagePath.of("/a/other"))).isEmpty();
    assertThat(reads).hasValue(1);
  }

  @Test
  void aPipeAndNamesAreAskedOfTheTree() {
    remember("/a/pipe");
    Tree remembered = open();
    assertThat(remembered.entry(ImagePath.of("/a/pipe"))).contains(new Entry.Fifo(ATTRIBUTES));
    assertThat(remembered.names(ImagePath.of("/"))).containsExactly("a");
    assertThat(reads).hasValue(1);
  }

  @Test
  void aDamagedMemoryIsNone() throws IOException {
    remember("/a", "/b");
    byte[] whole = Files.readAllBytes(file());
    for (int length = 1; length < whole.length; length++) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      assertThat(open().entry(ImagePath.of("/a"))).contains(new Entry.Directory(ATTRIBUTES));
    }
    Files.writeString(file(), "no memory at all");
    assertThat(open().entry(ImagePath.of("/b"))).isEmpty();
    assertThat(reads).hasValue(whole.length);
  }

  @Test
  void veryMuchIsNotRemembered() {
    RememberedTree remembered = open();
    for (int i = 0; i < 600; i++) {
      assertThat(remembered.entry(ImagePath.of("/a/" + i))).isEmpty();
    }
    remembered.remember(new RecordFiles(folder.resolve("staging")));
    assertThat(file()).doesNotExist();
  }
}
