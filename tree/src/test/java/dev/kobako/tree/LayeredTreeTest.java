package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of the OCI image specification's layer.md, and what the unpackers add to them. */
class LayeredTreeTest {
  private static final String REMEDY =
      "\nremedy: the tar is damaged or its maker is faulty: fetch or build it again";

  @Test
  void anUpperLayerAddsAndReplaces() throws IOException {
    String dump =
        Layers.dump(
            new TarBuilder().dir("etc/", 0755).file("etc/a", 0644, "old").file("etc/b", 0600, "b"),
            new TarBuilder().file("etc/a", 0640, "new").file("etc/c", 0644, ""));
    assertThat(dump)
        .isEqualTo(
            """
            /etc: dir 0755
            /etc/a: file 0640 11507a0e
            /etc/b: file 0600 3e23e816
            /etc/c: file 0644 empty
            """);
  }

  @Test
  void everyEntryKnowsItsLayerAndInstruction() throws IOException {
    MemoryTree tree =
        Layers.tree(
            new TarBuilder().dir("etc/", 0755).file("etc/a", 0644, "a"),
            new TarBuilder().file("etc/b", 0644, "b").file("opt/c", 0644, "c"));
    assertThat(tree.origin(ImagePath.of("/etc"))).contains(new Origin(0, "instruction 0"));
    assertThat(tree.origin(ImagePath.of("/etc/a"))).contains(new Origin(0, "instruction 0"));
    assertThat(tree.origin(ImagePath.of("/etc/b"))).contains(new Origin(1, "instruction 1"));
    assertThat(tree.origin(ImagePath.of("/opt"))).contains(new Origin(1, "instruction 1"));
    assertThat(tree.origin(ImagePath.of("/none"))).isEmpty();
    assertThat(tree.origin(ImagePath.ROOT)).isEmpty();
  }

  @Test
  void namesAreFolded() throws IOException {
    String dump =
        Layers.dump(
            new TarBuilder()
                .dir("./", 0700)
                .dir("./etc/", 0755)
                .file("/etc//a", 0644, "")
                .file("etc/./b", 0644, "")
                .file("etc/x/../c", 0644, ""));
    assertThat(dump)
        .isEqualTo(
            """
            /: dir 0700
            /etc: dir 0755
            /etc/a: file 0644 empty
            /etc/b: file 0644 empty
            /etc/c: file 0644 empty
            """);
  }

  @Test
  void missingParentsAreDirectoriesOfRoot() throws IOException {
    assertThat(Layers.dump(new TarBuilder().owner(1000, 1000).file("a/b/c", 0644, "")))
        .isEqualTo(
            """
            /a: dir 0755
            /a/b: dir 0755
            /a/b/c: file 0644 empty 1000:1000
            """);
  }

  @Test
  void theLastOfTwoEqualNamesWins() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder().file("a", 0644, "first").file("a", 0600, "").symlink("a", "b")))
        .isEqualTo("/a: symlink b\n");
  }

  @Test
  void aWhiteoutRemovesWhatLowerLayersHave() throws IOException {
    TarBuilder lower = new TarBuilder().file("d/a", 0644, "").file("d/b", 0644, "").dir("e/f/", 0);
    TarBuilder upper = new TarBuilder().whiteout("d/a").whiteout("e").whiteout("d/none");
    assertThat(Layers.dump(lower, upper))
        .isEqualTo(
            """
            /d: dir 0755
            /d/b: file 0644 empty
            """);
  }

  @Test
  void aWhiteoutSparesItsOwnLayerWhateverTheOrder() throws IOException {
    TarBuilder lower = new TarBuilder().dir("d/", 0700).file("d/old", 0644, "").file("f", 0, "");
    TarBuilder before =
        new TarBuilder().whiteout("d").whiteout("f").file("d/new", 0644, "").file("f", 0644, "");
    TarBuilder after =
        new TarBuilder().file("d/new", 0644, "").file("f", 0644, "").whiteout("f").whiteout("d");
    assertThat(Layers.dump(lower, before))
        .isEqualTo(Layers.dump(lower, after))
        .isEqualTo(
            """
            /d: dir 0755
            /d/new: file 0644 empty
            /f: file 0644 empty
            """);
  }

  @Test
  void anOpaqueMarkEmptiesTheDirectoryButForItsOwnLayer() throws IOException {
    TarBuilder lower =
        new TarBuilder().dir("d/", 0700).file("d/old", 0644, "").file("d/s/old", 0644, "");
    TarBuilder upper = new TarBuilder().file("d/s/new", 0644, "").file("d/n", 0, "").opaque("d");
    assertThat(Layers.dump(lower, upper))
        .isEqualTo(
            """
            /d: dir 0700
            /d/n: file 0000 empty
            /d/s: dir 0755
            /d/s/new: file 0644 empty
            """);
  }

  @Test
  void anOpaqueRootEmptiesEverything() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder().file("a/b", 0644, ""),
                new TarBuilder().file("c", 0644, "").opaque("")))
        .isEqualTo("/c: file 0644 empty\n");
  }

  @Test
  void marksForWhatIsNotThereMakeNothing() throws IOException {
    assertThat(Layers.dump(new TarBuilder().whiteout("x/y").opaque("z"))).isEmpty();
  }

  @Test
  void aufsNamesAreIgnored() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder().dir(".wh..wh.plnk/", 0700).file(".wh..wh.plnk/1.2", 0644, "x")))
        .isEmpty();
  }

  @Test
  void aFileInPlaceOfADirectoryRemovesAllBelow() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder().file("d/a/b", 0644, ""), new TarBuilder().file("d", 0644, "")))
        .isEqualTo("/d: file 0644 empty\n");
  }

  @Test
  void aDirectoryInPlaceOfAFileStartsEmpty() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder().file("d", 0644, "x"),
                new TarBuilder().dir("d/", 0750).file("d/a", 0644, "")))
        .isEqualTo("/d: dir 0750\n/d/a: file 0644 empty\n");
  }

  @Test
  void aDirectoryOverADirectoryKeepsWhatIsInIt() throws IOException {
    assertThat(
            Layers.dump(new TarBuilder().file("d/a", 0644, ""), new TarBuilder().dir("d/", 0711)))
        .isEqualTo("/d: dir 0711\n/d/a: file 0644 empty\n");
  }

  @Test
  void anEntryBelowALinkLandsBehindIt() throws IOException {
    TarBuilder lower =
        new TarBuilder()
            .dir("usr/lib/", 0755)
            .symlink("lib", "usr/lib")
            .symlink("abs", "/usr/../usr/lib")
            .symlink("out", "../../../usr/lib")
            .symlink("dangling", "made/up");
    TarBuilder upper =
        new TarBuilder()
            .file("lib/a", 0644, "")
            .file("abs/b", 0644, "")
            .file("out/c", 0644, "")
            .file("dangling/d", 0644, "");
    assertThat(Layers.dump(lower, upper))
        .isEqualTo(
            """
            /abs: symlink /usr/../usr/lib
            /dangling: symlink made/up
            /lib: symlink usr/lib
            /made: dir 0755
            /made/up: dir 0755
            /made/up/d: file 0644 empty
            /out: symlink ../../../usr/lib
            /usr: dir 0755
            /usr/lib: dir 0755
            /usr/lib/a: file 0644 empty
            /usr/lib/b: file 0644 empty
            /usr/lib/c: file 0644 empty
            """);
  }

  @Test
  void marksBelowALinkWorkBehindIt() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder().file("usr/lib/a", 0644, "").symlink("lib", "usr/lib"),
                new TarBuilder().whiteout("lib/a")))
        .isEqualTo("/lib: symlink usr/lib\n/usr: dir 0755\n/usr/lib: dir 0755\n");
  }

  @Test
  void hardLinksShareOneFileWithinAndAcrossLayers() throws IOException {
    MemoryTree tree =
        Layers.tree(
            new TarBuilder().file("a", 0640, "x").hardlink("b", "a"),
            new TarBuilder().hardlink("c", "/a").file("a", 0600, "other"));
    assertThat(TreeDump.dump(tree))
        .isEqualTo(
            """
            /a: file 0600 d9298a10
            /b: file 0644 2d711642
            /c: = /b
            """);
    assertThat(tree.resolve("/b").file().orElseThrow().inode()).isEqualTo(1);
  }

  @Test
  void aHardLinksHeaderIsThatOfTheFileUnderAllItsNames() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder()
                    .file("a", 0640, "x")
                    .hardlink("b", "a")
                    .file("b", 0600, "other")
                    .hardlink("c", "a")
                    .owner(7, 8)
                    .hardlink("d", "c")))
        .isEqualTo(
            """
            /a: file 0644 2d711642 7:8
            /b: file 0600 d9298a10
            /c: = /a
            /d: = /a
            """);
  }

  @Test
  void aHardLinkOfTheTargetAsItIsThenOutlivesIt() throws IOException {
    assertThat(
            Layers.dump(
                new TarBuilder().file("a", 0644, "x"),
                new TarBuilder().hardlink("b", "a").whiteout("a")))
        .isEqualTo("/b: file 0644 2d711642\n");
  }

  @Test
  void aHardLinkToALinkIsTheLinkAgain() throws IOException {
    assertThat(Layers.dump(new TarBuilder().symlink("a", "b").hardlink("c", "a")))
        .isEqualTo("/a: symlink b\n/c: symlink b\n");
  }

  @Test
  void contentsAreSlicesOfTheTar() throws IOException {
    MemoryTree tree = Layers.tree(new TarBuilder().file("a", 0644, "hello"));
    assertThat(tree.resolve("/a").file().map(Entry.RegularFile::content))
        .get()
        .isInstanceOfSatisfying(
            SliceContent.class,
            slice -> {
              assertThat(slice.offset()).isEqualTo(512);
              assertThat(slice.size()).isEqualTo(5);
            });
    assertThat(tree.resolve("/a").file().orElseThrow().content().bytes())
        .asString()
        .isEqualTo("hello");
    assertThat(tree.resolve("/a").entry().map(Entry::attributes))
        .isEqualTo(Optional.of(Attributes.of(0644)));
  }

  @Test
  void aHardLinkToNothingIsAnError() {
    assertFinding(
        new TarBuilder().dir("d/", 0755).hardlink("d/b", "d/a"),
        "layer 0 at byte 512: /d/b is a hard link to /d/a, which is not there at this point");
  }

  @Test
  void aHardLinkToItselfIsAnError() {
    assertFinding(
        new TarBuilder().file("a", 0644, "").hardlink("a", "./a"),
        "layer 0 at byte 512: /a is a hard link to itself");
  }

  @Test
  void aHardLinkToADirectoryIsAnError() {
    assertFinding(
        new TarBuilder().dir("d/", 0755).hardlink("b", "d"),
        "layer 0 at byte 512: /b is a hard link to the directory /d");
    assertFinding(
        new TarBuilder().hardlink("b", "/"),
        "layer 0 at byte 0: /b is a hard link to the directory /");
  }

  @Test
  void namesAndHardLinksThatLeaveTheRootAreErrors() {
    String remedy = "\nremedy: such a layer is an attack or an accident: don't use it";
    assertThatThrownBy(() -> Layers.tree(new TarBuilder().file("a/../../b", 0644, "")))
        .isInstanceOf(KobakoException.class)
        .hasMessage("layer 0 at byte 0: the name 'a/../../b' leads out of the root" + remedy);
    assertThatThrownBy(() -> Layers.tree(new TarBuilder().hardlink("a", "../etc/shadow")))
        .isInstanceOf(KobakoException.class)
        .hasMessage("layer 0 at byte 0: the name '../etc/shadow' leads out of the root" + remedy);
  }

  @Test
  void aFileAsAParentIsAnError() {
    assertFinding(
        new TarBuilder().file("a", 0644, "").file("a/b", 0644, ""),
        "layer 0 at byte 512: an entry in /a, but /a is no directory");
  }

  @Test
  void aLoopOfLinksAsAParentIsAnError() {
    assertFinding(
        new TarBuilder().symlink("a", "b").symlink("b", "a").file("a/x", 0644, ""),
        "layer 0 at byte 1024: more than 40 links on the way to /a");
  }

  @Test
  void linksThatLeadEverDeeperAreAnError() {
    TarBuilder hostile =
        new TarBuilder()
            .gnuLongLink("d/".repeat(2000))
            .symlink("a", "")
            .gnuLongLink("a/" + "e/".repeat(2000))
            .symlink("b", "")
            .file("b/x", 0644, "");
    assertFinding(
        hostile,
        "layer 0 at byte "
            + (2 * (512 + 4096 + 512))
            + ": links that lead to a path of 4098 bytes, expected at most 4096");
  }

  @Test
  void linksThatPutLongNamesTogetherAreAnError() {
    String name = "\u00e4".repeat(100) + "/";
    TarBuilder hostile =
        new TarBuilder()
            .gnuLongLink(name.repeat(11))
            .symlink("a", "")
            .gnuLongLink("a/" + name.repeat(11))
            .symlink("b", "")
            .file("b/x", 0644, "");
    assertFinding(
        hostile,
        "layer 0 at byte "
            + (2 * (512 + 2560 + 512))
            + ": links that lead to a path of 4221 bytes, expected at most 4096");
  }

  @Test
  void theRootAsAFileIsAnError() {
    assertFinding(
        new TarBuilder().file(".", 0644, ""),
        "layer 0 at byte 0: the root as something other than a directory");
  }

  @Test
  void aWhiteoutOfNothingIsAnError() {
    String expected = "is a whiteout of nothing, expected .wh. and a file name";
    assertFinding(new TarBuilder().file("d/.wh.", 0, ""), "layer 0 at byte 0: /d/.wh. " + expected);
    assertFinding(new TarBuilder().file(".wh...", 0, ""), "layer 0 at byte 0: /.wh... " + expected);
    assertFinding(
        new TarBuilder().file(".wh.d/a", 0, ""), "layer 0 at byte 0: /.wh.d/a " + expected);
  }

  @Test
  void manyMarksTakeNoLongerThanTheirReading() throws IOException {
    TarBuilder lower = new TarBuilder();
    TarBuilder upper = new TarBuilder();
    for (int i = 0; i < 40_000; i++) {
      upper.file("d/" + i, 0644, "");
    }
    for (int i = 0; i < 100_000; i++) {
      upper.opaque("d");
    }
    long start = System.nanoTime();
    MemoryTree tree = Layers.tree(lower, upper);
    // Looking through the directory for each mark would be 4,000,000,000 steps.
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
    assertThat(tree.names(ImagePath.of("/d"))).hasSize(40_000);
  }

  private static void assertFinding(TarBuilder tar, String message) {
    assertThatThrownBy(() -> Layers.tree(tar))
        .isInstanceOf(KobakoException.class)
        .hasMessage(message + REMEDY);
  }
}
