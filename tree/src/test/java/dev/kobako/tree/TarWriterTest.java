package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
  private static final Attributes PLAIN = Attributes.of(0644);

  @TempDir Path temp;

  private static Entry file(String text) {
    return file(PLAIN, text, 0);
  }

  private static Entry file(Attributes attributes, String text, long inode) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Entry.RegularFile(attributes, Content.of(bytes), inode);
  }

  private static MemoryTree.Builder put(MemoryTree.Builder builder, String path, Entry entry) {
    return builder.put(ImagePath.of(path), entry);
  }

  private static byte[] written(Tree tree, TarOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter.write(tree, options, out);
    return out.toByteArray();
  }

  /** Type and name of each member, then the target of a link. */
  private static List<String> members(byte[] tar) throws IOException {
    List<String> all = new ArrayList<>();
    try (TarReader reader = new TarReader(Content.of(tar), "tar")) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        String what =
            switch (next.get().item()) {
              case TarMember.Item.HardLink(String target, _) -> "link to " + target;
              case TarMember.Item.Placed(Entry entry) -> entry.getClass().getSimpleName();
            };
        all.add(next.get().name() + " " + what);
      }
    }
    return all;
  }

  private static String header(byte[] tar, int offset, int length) {
    return new String(tar, offset, length, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aPlainFileIsOneUstarHeader() throws IOException {
    Attributes attributes = PLAIN.withOwner(1, 2).withMtime(Instant.ofEpochSecond(1_700_000_000));
    MemoryTree tree = put(MemoryTree.builder(), "/a", file(attributes, "hi", 0)).build();
    byte[] tar = written(tree, TarOptions.keepTimes());
    assertThat(tar).hasSize(512 + 512 + 1024);
    assertThat(header(tar, 0, 100)).isEqualTo("a" + "\0".repeat(99));
    assertThat(header(tar, 100, 57))
        .isEqualTo(
            "0000644\0"
                + "0000001\0"
                + "0000002\0"
                + "00000000002\0"
                + "14524770400\0"
                + "007405\0 "
                + "0");
    assertThat(header(tar, 257, 8)).isEqualTo("ustar\00000");
    // No names of user and group, the device numbers, no prefix.
    assertThat(header(tar, 265, 247))
        .isEqualTo("\0".repeat(64) + "0000000\0" + "0000000\0" + "\0".repeat(167));
    assertThat(header(tar, 512, 3)).isEqualTo("hi\0");
  }

  @Test
  void membersAreSortedWithParentsFirst() throws IOException {
    MemoryTree.Builder builder = MemoryTree.builder();
    put(builder, "/a-b", file(""));
    put(builder, "/a/b", file(""));
    put(builder, "/a/a", file(""));
    put(builder, "/l", new Entry.Symlink(PLAIN, "a"));
    put(builder, "/n", new Entry.Device(PLAIN, false, 1, 3));
    put(builder, "/p", new Entry.Fifo(PLAIN));
    assertThat(members(written(builder.build(), TarOptions.keepTimes())))
        .containsExactly(
            "a/ Directory",
            "a/a RegularFile",
            "a/b RegularFile",
            "a-b RegularFile",
            "l Symlink",
            "n Device",
            "p Fifo");
  }

  @Test
  void theFirstPathOfAFileHoldsItsBytes() throws IOException {
    MemoryTree.Builder builder = MemoryTree.builder();
    put(builder, "/b", file(PLAIN, "x", 7));
    put(builder, "/a", file(PLAIN, "x", 7));
    put(builder, "/c", file(PLAIN, "y", 8));
    assertThat(members(written(builder.build(), TarOptions.keepTimes())))
        .containsExactly("a RegularFile", "b link to a", "c RegularFile");
  }

  @Test
  void whatAHeaderCannotHoldSurvivesInPax() throws IOException {
    TreeMap<String, String> xattrs = new TreeMap<>();
    xattrs.put("security.capability", "\u0001\u0000\u0000\u0002\u00ff\n=");
    xattrs.put("user.empty", "");
    Attributes odd =
        new Attributes(07777, -2, 3_000_000, Instant.ofEpochSecond(-3, 250_000_000), xattrs);
    MemoryTree.Builder builder = MemoryTree.builder();
    put(builder, "/" + "d".repeat(101), file(odd, "x", 0));
    put(builder, "/" + "d/".repeat(70) + "split", file("y"));
    put(builder, "/" + "d/".repeat(200) + "too-long", file("z"));
    put(builder, "/l", new Entry.Symlink(odd, "t/".repeat(60)));
    put(builder, "/latin\uDCE4", file(""));
    put(builder, "/n", new Entry.Device(PLAIN, true, 0xFFFFFFFFL, 1L << 21));
    put(builder, "/far", file(PLAIN.withMtime(Instant.ofEpochSecond(1L << 33)), "", 0));
    put(builder, "/root-too", new Entry.Directory(odd));
    builder.put(ImagePath.ROOT, new Entry.Directory(odd));
    MemoryTree tree = builder.build();
    MemoryTree read = Layers.tree(written(tree, TarOptions.keepTimes()));
    assertThat(TreeDump.dumpWithTimes(read)).isEqualTo(TreeDump.dumpWithTimes(tree));
    assertThat(TreeDiff.between(tree, read).differences()).isEmpty();
  }

  @Test
  void theLengthOfAPaxRecordCountsItself() throws IOException {
    // The number of its digits changes within this range.
    for (int length = 70; length < 120; length++) {
      TreeMap<String, String> xattrs = new TreeMap<>();
      xattrs.put("user.a", "x".repeat(length));
      xattrs.put("user.b", "x".repeat(length + 900));
      Attributes attributes = new Attributes(0644, 0, 0, Instant.EPOCH, xattrs);
      MemoryTree tree = put(MemoryTree.builder(), "/a", file(attributes, "", 0)).build();
      assertThat(TreeDump.dump(Layers.tree(written(tree, TarOptions.keepTimes()))))
          .isEqualTo(TreeDump.dump(tree));
    }
  }

  @Test
  void namesAreSplitWhereTheyCanBe() throws IOException {
    for (int front = 1; front < 160; front++) {
      String name = "a".repeat(front) + "/" + "b".repeat(100);
      MemoryTree tree = put(MemoryTree.builder(), "/" + name, file("")).build();
      byte[] tar = written(tree, TarOptions.keepTimes());
      assertThat(TreeDump.dump(Layers.tree(tar))).isEqualTo(TreeDump.dump(tree));
      int directory = front + 1 <= 100 ? 512 : 1536;
      int file = front <= 155 ? 512 : 1536;
      assertThat(tar).as("front of %d", front).hasSize(directory + file + 1024);
    }
  }

  @Test
  void timesAreKeptClampedOrFixed() throws IOException {
    Instant late = Instant.ofEpochSecond(100, 500_000_000);
    Instant early = Instant.ofEpochSecond(-10, 500_000_000);
    MemoryTree.Builder builder = MemoryTree.builder();
    put(builder, "/early", file(PLAIN.withMtime(early), "", 0));
    put(builder, "/late", file(PLAIN.withMtime(late), "", 0));
    Tree tree = builder.build();
    assertThat(times(tree, TarOptions.keepTimes())).containsExactly("-9.5", "100.5");
    assertThat(times(tree, TarOptions.clampTo(Instant.ofEpochSecond(50))))
        .containsExactly("-9.5", "50");
    assertThat(times(tree, TarOptions.fixed(Instant.EPOCH))).containsExactly("0", "0");
    assertThat(times(tree, TarOptions.keepTimes().inWholeSeconds())).containsExactly("-10", "100");
  }

  private static List<String> times(Tree tree, TarOptions options) throws IOException {
    return TreeDump.dumpWithTimes(Layers.tree(written(tree, options)))
        .lines()
        .skip(1)
        .map(line -> line.substring(line.indexOf('@') + 1))
        .toList();
  }

  @Test
  void aDiffSaysWhatIsNewWithItsParentsAndMarksWhatIsGone() throws IOException {
    MemoryTree.Builder before = MemoryTree.builder();
    put(before, "/d/e/same", file("same"));
    put(before, "/d/e/gone", file("gone"));
    put(before, "/d/gone/x/y", file("y"));
    put(before, "/other", file("other"));
    put(before, "/dir-to-file/x", file("x"));
    MemoryTree.Builder after = MemoryTree.builder();
    put(after, "/d/e/same", file("same"));
    put(after, "/d/e/new", file("new"));
    put(after, "/other", file("other"));
    put(after, "/dir-to-file", file("x"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter.writeDiff(before.build(), after.build(), TarOptions.keepTimes(), out);
    assertThat(members(out.toByteArray()))
        .containsExactly(
            "d/ Directory",
            "d/e/ Directory",
            "d/e/.wh.gone RegularFile",
            "d/e/new RegularFile",
            "d/.wh.gone RegularFile",
            "dir-to-file RegularFile");
  }

  @Test
  void aDiffHoldsAllNamesOfAFileThatHasANewOne() throws IOException {
    MemoryTree.Builder builder = MemoryTree.builder();
    put(builder, "/b", file(PLAIN, "x", 3));
    MemoryTree before = builder.build();
    MemoryTree after = put(builder, "/a", file(PLAIN, "x", 3)).build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter.writeDiff(before, after, TarOptions.keepTimes(), out);
    assertThat(members(out.toByteArray())).containsExactly("a RegularFile", "b link to a");
  }

  @Test
  void noDifferenceIsAnEmptyLayer() throws IOException {
    Tree tree = put(MemoryTree.builder(), "/a", file("x")).build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter.writeDiff(tree, tree, TarOptions.keepTimes(), out);
    assertThat(out.toByteArray()).isEqualTo(new byte[1024]);
  }

  @Test
  void aNameThatWouldBeAWhiteoutIsRefused() {
    Tree tree = put(MemoryTree.builder(), "/d/.wh.x", file("")).build();
    assertThatThrownBy(() -> written(tree, TarOptions.keepTimes()))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/d/.wh.x: a name that starts with .wh. can't be in a layer: it would be read as a"
                + " whiteout\nremedy: rename it or leave it out");
  }

  @Test
  void aFileThatShrankIsAnError() throws IOException {
    Path file = Files.writeString(temp.resolve("f"), "12345");
    Content content = new Shrunk(Content.of(file, 5));
    Tree tree = put(MemoryTree.builder(), "/f", new Entry.RegularFile(PLAIN, content, 0)).build();
    assertThatThrownBy(() -> written(tree, TarOptions.keepTimes()))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/f: ends after 5 bytes, expected 9\n"
                + "remedy: the file changed while it was read: try again when nothing writes to it");
  }

  /** Promises more than there is. */
  private record Shrunk(Content content) implements Content {
    @Override
    public long size() {
      return content.size() + 4;
    }

    @Override
    public InputStream open() throws IOException {
      return content.open();
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      return content.openChannel();
    }
  }
}
