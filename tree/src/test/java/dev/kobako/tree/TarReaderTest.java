package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  @Test
  void readsTheSeventhEditionsForm() throws IOException {
    byte[] tar =
        new TarBuilder()
            .rawHeader(h -> h.v7().type('\0').name("d/").mode(0755))
            .rawHeader(h -> h.v7().type('\0').name("d/a").mode(0100644).owner(7, 8).size(2))
            .data("hi".getBytes(StandardCharsets.UTF_8))
            .rawHeader(h -> h.v7().type('2').name("d/l").mode(0777).linkName("a"))
            .rawHeader(h -> h.v7().type('1').name("d/h").mode(0777).linkName("d/a"))
            .bytes();
    assertThat(TreeDump.dump(Layers.tree(tar)))
        .isEqualTo(
            """
            /d: dir 0755
            /d/a: file 0777 8f434346
            /d/h: = /d/a
            /d/l: symlink a
            """);
  }

  @Test
  void readsEveryKindOfEntry() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder()
                    .dir("d/", 01777)
                    .file("f", 04755, "x")
                    .symlink("l", "/nowhere")
                    .charDevice("null", 0666, 1, 3)
                    .blockDevice("sda", 0660, 259, 0xFFFFFF)
                    .fifo("p", 0600)
                    .rawHeader(h -> h.type('7').name("contiguous").mode(0644).size(1))
                    .data(new byte[] {'x'})))
        .isEqualTo(
            """
            /contiguous: file 0644 2d711642
            /d: dir 1777
            /f: file 4755 2d711642
            /l: symlink /nowhere
            /null: char 0666 1:3
            /p: fifo 0600
            /sda: block 0660 259:16777215
            """);
  }

  @Test
  void putsPrefixAndNameTogether() throws IOException {
    assertThat(Layers.dump(new TarBuilder().rawHeader(h -> h.prefix("a/b").name("c/d").mode(0644))))
        .isEqualTo("/a: dir 0755\n/a/b: dir 0755\n/a/b/c: dir 0755\n/a/b/c/d: file 0644 empty\n");
  }

  @Test
  void aGnuHeaderHasNoPrefix() throws IOException {
    // GNU keeps the times of access and change where ustar has the prefix.
    assertThat(
            Layers.dump(
                new TarBuilder()
                    .rawHeader(h -> h.gnu().name("a").mode(0644).prefix("14000000000"))))
        .isEqualTo("/a: file 0644 empty\n");
  }

  @Test
  void aStarHeaderHasAShorterPrefix() throws IOException {
    byte[] trailer = "tar\0".getBytes(StandardCharsets.US_ASCII);
    byte[] times = "14000000000 14000000000 ".getBytes(StandardCharsets.US_ASCII);
    assertThat(
            Layers.dump(
                new TarBuilder()
                    .rawHeader(h ->
                        h.prefix("p".repeat(131))
                            .raw(476, times)
                            .raw(508, trailer)
                            .name("a")
                            .mode(0644))))
        .isEqualTo(
            "/" + "p".repeat(131) + ": dir 0755\n/" + "p".repeat(131) + "/a: file 0644 empty\n");
  }

  @Test
  void gnuLongNamesAreForTheNextMemberOnly() throws IOException {
    String name = "n".repeat(120);
    String target = "t/".repeat(100);
    assertThat(
            Layers.dump(
                new TarBuilder()
                    .gnuLongName(name)
                    .gnuLongLink(target)
                    .symlink("cut", "cut")
                    .symlink("plain", "short")))
        .isEqualTo("/" + name + ": symlink " + target + "\n/plain: symlink short\n");
  }

  @Test
  void paxRecordsWinOverTheHeader() throws IOException {
    Map<String, String> pax = new LinkedHashMap<>();
    pax.put("path", "ä/long");
    pax.put("uid", "4294967294");
    pax.put("gid", "3000000");
    pax.put("mtime", "-1.5");
    pax.put("size", "2");
    pax.put("SCHILY.xattr.user.note", "a=b c");
    pax.put("SCHILY.xattr.user.empty", "");
    byte[] tar =
        new TarBuilder()
            .owner(1, 1)
            .pax(pax)
            .rawHeader(h -> h.name("x").mode(0644).size(0))
            .data("hi".getBytes(StandardCharsets.UTF_8))
            .file("next", 0644, "")
            .bytes();
    assertThat(TreeDump.dumpWithTimes(Layers.tree(tar)))
        .isEqualTo(
            """
            /: dir 0755 @0
            /next: file 0644 empty 1:1 @0
            /ä: dir 0755 @0
            /ä/long: file 0644 8f434346 4294967294:3000000 user.empty=0x user.note=0x613d622063 @-1.5
            """);
  }

  @Test
  void libarchivesAttributesAreReadWhereStarsAreMissing() throws IOException {
    Map<String, String> pax = new LinkedHashMap<>();
    pax.put("LIBARCHIVE.xattr.user.a%3Db", "aGk");
    pax.put("LIBARCHIVE.xattr.user.both", "aGk");
    pax.put("SCHILY.xattr.user.both", "star");
    assertThat(Layers.dump(new TarBuilder().pax(pax).file("f", 0644, "")))
        .isEqualTo("/f: file 0644 empty user.a=b=\"hi\" user.both=\"star\"\n");
  }

  @Test
  void anEmptyPaxValueTakesBackAnEarlierOne() throws IOException {
    byte[] records = "9 path=x\n8 path=\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(Layers.dump(new TarBuilder().paxRaw('x', records).file("f", 0644, "")))
        .isEqualTo("/f: file 0644 empty\n");
  }

  @Test
  void globalPaxHeadersHaveNoEffectAsInGo() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder()
                    .globalPax(Map.of("comment", "0123", "uid", "5"))
                    .file("f", 0644, "")))
        .isEqualTo("/f: file 0644 empty\n");
  }

  @Test
  void namesThatAreNotUtf8SurviveInHeaderAndPax() throws IOException {
    byte[] name = {'a', (byte) 0xE4, 'b'};
    byte[] pax = {'1', '1', ' ', 'p', 'a', 't', 'h', '=', 'c', (byte) 0xFF, '\n'};
    MemoryTree tree =
        Layers.tree(
            new TarBuilder()
                .rawHeader(h -> h.name(name).mode(0644))
                .paxRaw('x', pax)
                .file("f", 0644, ""));
    assertThat(TreeDump.dump(tree))
        .isEqualTo("/a\\xe4b: file 0644 empty\n/c\\xff: file 0644 empty\n");
    assertThat(PathBytes.encode(tree.names(ImagePath.ROOT).getFirst())).isEqualTo(name);
  }

  @Test
  void timesReachFromBeforeUnixToFarAway() throws IOException {
    byte[] tar =
        new TarBuilder()
            .mtime(-1)
            .file("a", 0644, "")
            .mtime(1L << 40)
            .file("b", 0644, "")
            .pax(Map.of("mtime", "1700000000.123456789123"))
            .file("c", 0644, "")
            .bytes();
    MemoryTree tree = Layers.tree(tar);
    assertThat(mtime(tree, "/a")).isEqualTo(Instant.ofEpochSecond(-1));
    assertThat(mtime(tree, "/b")).isEqualTo(Instant.ofEpochSecond(1L << 40));
    assertThat(mtime(tree, "/c")).isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
  }

  @Test
  void theEndMayBeMissingAndWhatFollowsItIsNotRead() throws IOException {
    TarBuilder tar = new TarBuilder().file("a", 0644, "x");
    byte[] unpadded = Arrays.copyOf(tar.bytesWithoutEnd(), 513);
    byte[] junkAfter = new TarBuilder().raw(tar.bytes()).raw(new byte[] {1, 2, 3}).bytes();
    byte[] oneBlock = new TarBuilder().raw(tar.bytesWithoutEnd()).raw(new byte[512]).bytes();
    for (byte[] variant : new byte[][] {tar.bytesWithoutEnd(), unpadded, junkAfter, oneBlock}) {
      assertThat(TreeDump.dump(Layers.tree(variant))).isEqualTo("/a: file 0644 2d711642\n");
    }
    assertThat(TreeDump.dump(Layers.tree(new byte[0]))).isEmpty();
  }

  @Test
  void aVolumeLabelIsSkipped() throws IOException {
    assertThat(
            Layers.dump(new TarBuilder().rawHeader(h -> h.type('V').name("label")).dir("d/", 0700)))
        .isEqualTo("/d: dir 0700\n");
  }

  @Test
  void aSignedChecksumOfAnOldTarIsRight() throws IOException {
    byte[] name = {(byte) 0xFC};
    int difference = 256;
    byte[] right = new TarBuilder().rawHeader(h -> h.name(name).mode(0644)).bytesWithoutEnd();
    int sum = Integer.parseInt(new String(right, 148, 6, StandardCharsets.US_ASCII), 8);
    assertThat(
            Layers.dump(
                new TarBuilder()
                    .rawHeader(h -> h.name(name).mode(0644).checksum(sum - difference))))
        .isEqualTo("/\\xfc: file 0644 empty\n");
  }

  @Test
  void aReaderStaysAtTheEnd() throws IOException {
    byte[] tar = new TarBuilder().dir("a/", 0755).raw(new byte[1024]).dir("b/", 0755).bytes();
    try (TarReader reader = new TarReader(Content.of(tar), "tar")) {
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void everySparseFormOfGnuReadsAsZerosBetweenTheStretches() throws IOException {
    String expected = "\0\0\0\0AB\0\0\0\0CD\0\0";
    byte[] stored = "ABCD".getBytes(StandardCharsets.US_ASCII);
    Map<String, String> form01 = new LinkedHashMap<>();
    form01.put("GNU.sparse.size", "14");
    form01.put("GNU.sparse.map", "4,2,10,2");
    form01.put("GNU.sparse.name", "f");
    byte[] form00 =
        """
        22 GNU.sparse.size=14
        23 GNU.sparse.offset=4
        25 GNU.sparse.numbytes=2
        24 GNU.sparse.offset=10
        25 GNU.sparse.numbytes=2
        """
            .getBytes(StandardCharsets.US_ASCII);
    Map<String, String> form10 = new LinkedHashMap<>();
    form10.put("GNU.sparse.major", "1");
    form10.put("GNU.sparse.minor", "0");
    form10.put("GNU.sparse.name", "f");
    form10.put("GNU.sparse.realsize", "14");
    byte[] map = new byte[512];
    byte[] numbers = "2\n4\n2\n10\n2\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(numbers, 0, map, 0, numbers.length);
    TarBuilder[] tars = {
      new TarBuilder().paxRaw('x', form00).file("f", 0644, stored),
      new TarBuilder().pax(form01).file("GNUSparseFile.0/f", 0644, stored),
      new TarBuilder()
          .pax(form10)
          .rawHeader(h -> h.name("GNUSparseFile.0/f").mode(0644).size(516))
          .raw(map)
          .data(stored),
      new TarBuilder()
          .rawHeader(h ->
              h.gnu()
                  .type('S')
                  .name("f")
                  .mode(0644)
                  .size(4)
                  .octal(386, 12, 4)
                  .octal(398, 12, 2)
                  .octal(483, 12, 14)
                  .raw(482, new byte[] {1}))
          .rawHeader(h -> h.v7().raw(0, new byte[512]).octal(0, 12, 10).octal(12, 12, 2))
          .data(stored)
    };
    // The last block is no header: what the builder puts there as a checksum must go.
    byte[] old = tars[3].bytes();
    Arrays.fill(old, 512 + 24, 1024, (byte) 0);
    for (int i = 0; i < tars.length; i++) {
      Tree tree = Layers.tree(i == 3 ? old : tars[i].bytes());
      Content content = tree.resolve("/f").file().orElseThrow().content();
      assertThat(new String(content.bytes(), StandardCharsets.US_ASCII)).isEqualTo(expected);
      assertThat(content.size()).isEqualTo(14);
    }
  }

  @Test
  void aSparseContentIsReadAtAnyPosition() throws IOException {
    Map<String, String> pax = new LinkedHashMap<>();
    pax.put("GNU.sparse.size", "1099511627776");
    pax.put("GNU.sparse.map", "1000000000000,2");
    Tree tree = Layers.tree(new TarBuilder().pax(pax).file("f", 0644, "AB"));
    Content content = tree.resolve("/f").file().orElseThrow().content();
    assertThat(content.size()).isEqualTo(1L << 40);
    ByteBuffer buffer = ByteBuffer.allocate(4);
    try (var channel = content.openChannel()) {
      channel.position(999_999_999_999L);
      while (buffer.hasRemaining()) {
        assertThat(channel.read(buffer)).isPositive();
      }
      assertThat(buffer.array()).isEqualTo(new byte[] {0, 'A', 'B', 0});
      channel.position((1L << 40) - 1);
      assertThat(channel.read(buffer.clear())).isEqualTo(1);
      assertThat(channel.read(buffer)).isEqualTo(-1);
    }
    try (InputStream in = content.open()) {
      assertThat(in.readNBytes(3)).isEqualTo(new byte[3]);
    }
  }

  @Test
  void aSliceNeverReadsBeyondItsFile() throws IOException {
    Tree tree = Layers.tree(new TarBuilder().file("a", 0644, "12345").file("b", 0644, "67"));
    Content content = tree.resolve("/a").file().orElseThrow().content();
    try (var channel = content.openChannel()) {
      ByteBuffer buffer = ByteBuffer.allocate(100);
      channel.position(3);
      assertThat(channel.read(buffer)).isEqualTo(2);
      assertThat(channel.read(buffer)).isEqualTo(-1);
    }
  }

  private static Instant mtime(Tree tree, String path) {
    Optional<Entry> entry = tree.entry(ImagePath.of(path));
    return entry.orElseThrow().attributes().mtime();
  }
}
