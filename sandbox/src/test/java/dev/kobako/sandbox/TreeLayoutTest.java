package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeLayoutTest {
  private static final Instant TIME = Instant.parse("2001-02-03T04:05:06.123456789Z");
  private static final Instant BEFORE_1970 = Instant.parse("1961-04-12T06:07:00.25Z");

  @TempDir Path folder;

  private final MemoryTree.Builder tree = MemoryTree.builder();

  @Test
  void laysOutEveryKindWithOwnersModesAndTimes() throws Exception {
    requireRoot();
    put("/d", new Entry.Directory(attributes(02751, 7, 8)));
    put("/d/file", new Entry.RegularFile(attributes(06755, 1000, 100_000), text("abc"), 0));
    put("/d/link", new Entry.Symlink(attributes(0777, 9, 10), "no/where"));
    put("/d/pipe", new Entry.Fifo(attributes(0620, 11, 12)));
    put("/d/null", new Entry.Device(attributes(0666, 0, 5), false, 1, 3));
    put("/d/disk", new Entry.Device(attributes(0660, 0, 6), true, 259, 70_000));

    Path root = laidOut(true);

    assertThat(seen(root, "d")).isEqualTo("42751 7:8");
    assertThat(seen(root, "d/file")).isEqualTo("106755 1000:100000");
    assertThat(seen(root, "d/link")).isEqualTo("120777 9:10");
    assertThat(seen(root, "d/pipe")).isEqualTo("10620 11:12");
    assertThat(seen(root, "d/null")).isEqualTo("20666 0:5");
    assertThat(seen(root, "d/disk")).isEqualTo("60660 0:6");
    assertThat(Files.readSymbolicLink(root.resolve("d/link"))).hasToString("no/where");
    assertThat(device(root.resolve("d/null"))).isEqualTo("1:3");
    assertThat(device(root.resolve("d/disk"))).isEqualTo("259:70000");
    for (String each : List.of("d", "d/file", "d/link", "d/pipe", "d/null", "d/disk")) {
      assertThat(Files.getLastModifiedTime(root.resolve(each), LinkOption.NOFOLLOW_LINKS))
          .isEqualTo(FileTime.from(TIME));
    }
  }

  @Test
  void theCallersOwnHasNoDevicesPipesAndOwners() throws Exception {
    put("/file", new Entry.RegularFile(attributes(0640, 1000, 1000), text("abc"), 0));
    put("/pipe", new Entry.Fifo(attributes(0620, 11, 12)));
    put("/null", new Entry.Device(attributes(0666, 0, 5), false, 1, 3));

    Path root = laidOut(false);

    assertThat(root.resolve("pipe")).doesNotExist();
    assertThat(root.resolve("null")).doesNotExist();
    assertThat(Files.getOwner(root.resolve("file"))).isEqualTo(Files.getOwner(folder));
    assertThat(root.resolve("file")).hasContent("abc");
  }

  @Test
  void linksStayLinksAndTimesBefore1970StayThem() throws Exception {
    Attributes old = Attributes.of(0644).withMtime(BEFORE_1970);
    put("/a", new Entry.RegularFile(old, text("one"), 7));
    put("/b", new Entry.RegularFile(old, text("one"), 7));

    Path root = laidOut(false);

    assertThat(Files.isSameFile(root.resolve("a"), root.resolve("b"))).isTrue();
    assertThat(Files.getLastModifiedTime(root.resolve("b"))).isEqualTo(FileTime.from(BEFORE_1970));
  }

  @Test
  void extendedAttributesOfFilesAndDirectoriesAreKept() throws Exception {
    requireRoot();
    TreeMap<String, String> xattrs = new TreeMap<>();
    xattrs.put("user.bytes", "\u0000\u00ff");
    put("/d", new Entry.Directory(Attributes.of(0555).withXattrs(xattrs)));
    put("/d/f", new Entry.RegularFile(Attributes.of(0444).withXattrs(xattrs), text("x"), 0));

    Path root = laidOut(true);

    for (String each : List.of("d", "d/f")) {
      UserDefinedFileAttributeView view =
          Files.getFileAttributeView(root.resolve(each), UserDefinedFileAttributeView.class);
      assertThat(view.list()).containsExactly("bytes");
      assertThat(view.size("bytes")).isEqualTo(2);
    }
  }

  @Test
  void manyFilesAndLargeOnesHaveTheirBytes() throws Exception {
    byte[] bytes = new byte[9_000_000];
    new Random(1).nextBytes(bytes);
    Path source = Files.write(folder.resolve("source"), bytes);
    for (int i = 0; i < 300; i++) {
      Content slice = Content.of(source, i * 25_000L, i * 80L);
      put("/many/" + i, new Entry.RegularFile(Attributes.of(0600), slice, 0));
    }
    Content large = Content.of(source, 1234, 8_000_000);
    put("/large", new Entry.RegularFile(Attributes.of(0600), large, 0));
    put("/memory", new Entry.RegularFile(Attributes.of(0600), Content.of(bytes), 0));

    Path root = laidOut(false);

    for (int i = 0; i < 300; i++) {
      assertThat(root.resolve("many/" + i))
          .hasBinaryContent(Arrays.copyOfRange(bytes, i * 25_000, i * 25_000 + i * 80));
    }
    assertThat(root.resolve("large")).hasBinaryContent(Arrays.copyOfRange(bytes, 1234, 8_001_234));
    assertThat(root.resolve("memory")).hasBinaryContent(bytes);
  }

  /** Through the root's whole name it would be too long for the kernel. */
  @Test
  void aNameMayBeAsLongAsInAContainerAndOfAnyBytes() throws Exception {
    String deep = ("/" + "d".repeat(199)).repeat(20) + "/file";
    put(deep, new Entry.RegularFile(Attributes.of(0644), text("far down"), 0));
    String odd = "/not\udcffutf8\udcfe";
    put(odd, new Entry.RegularFile(Attributes.of(0644), text("odd"), 0));

    Path root = laidOut(false);

    Process found =
        new ProcessBuilder("find", ".", "-type", "f", "-size", "-9c", "-printf", "%P %s\\n")
            .directory(root.toFile())
            .start();
    assertThat(new String(found.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
        .contains(deep.substring(1) + " 8\n")
        .contains("not\u00ffutf8\u00fe 3\n");
    // JUnit's own removal stops at names that Java can't write.
    FolderDeletion.delete(root);
  }

  @Test
  void aFileThatEndsEarlyIsAnErrorThatNamesIt() throws Exception {
    Path source = Files.write(folder.resolve("short"), new byte[100_000]);
    put("/f", new Entry.RegularFile(Attributes.of(0600), Content.of(source, 0, 200_000), 0));

    assertThatThrownBy(() -> laidOut(false))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining(source.toString());
  }

  @Test
  void whatTheKernelRefusesIsNamedWithTheReason() throws Exception {
    put("/" + "n".repeat(256), new Entry.RegularFile(Attributes.of(0600), Content.empty(), 0));

    assertThatThrownBy(() -> laidOut(false))
        .isInstanceOf(IOException.class)
        .hasMessage("/" + "n".repeat(256) + ": file name too long");
  }

  private static void requireRoot() {
    assumeTrue(
        FileOwners.ofCaller() instanceof FileOwners.All, "only root can give files to others");
  }

  private Path laidOut(boolean owned) throws IOException {
    Path root = folder.resolve("root");
    new TreeLayout(tree.build(), root, owned).write();
    return root;
  }

  private void put(String path, Entry entry) {
    tree.put(ImagePath.of(path), entry);
  }

  private static Attributes attributes(int mode, int uid, int gid) {
    return Attributes.of(mode).withOwner(uid, gid).withMtime(TIME);
  }

  private static Content text(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String seen(Path root, String path) throws Exception {
    Process stat =
        new ProcessBuilder("stat", "-c", "%f %u:%g", root.resolve(path).toString()).start();
    String[] words = said(stat).split(" ", 2);
    return Integer.toOctalString(Integer.parseInt(words[0], 16)) + " " + words[1];
  }

  private static String device(Path path) throws Exception {
    Process stat = new ProcessBuilder("stat", "-c", "%Hr:%Lr", path.toString()).start();
    return said(stat);
  }

  private static String said(Process stat) throws IOException {
    return new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
