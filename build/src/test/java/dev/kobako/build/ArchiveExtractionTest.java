package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveExtractionTest {
  @TempDir private Path folder;

  private CopyFixture archive(Consumer<TarBuilder> members) {
    TarBuilder tar = new TarBuilder();
    members.accept(tar);
    return CopyFixture.from(context -> context.mtime(5).file("a.tar", 0600, tar.bytes()))
        .in(folder);
  }

  @Test
  void membersKeepModeOwnerAndTimeAndFoldersLeftOutArePlain() {
    assertThat(
            archive(tar ->
                    tar.owner(1, 2)
                        .mtime(1000)
                        .dir("./", 0700)
                        .dir("d", 0711)
                        .file("d/f", 04755, "f")
                        .file("e/g/h", 0600, "h")
                        .symlink("l", "/d/f")
                        .mtime(-5)
                        .fifo("p", 0600))
                .timedLayer("ADD a.tar /x/y"))
        .isEqualTo(
            """
            /x: dir 0755 @0
            /x/y: dir 0755 @0
            /x/y/d: dir 0711 1:2 @1000
            /x/y/d/f: file 4755 252f10c8 1:2 @1000
            /x/y/e: dir 0755 @0
            /x/y/e/g: dir 0755 @0
            /x/y/e/g/h: file 0600 aaa94026 1:2 @1000
            /x/y/l: symlink /d/f 1:2 @1000
            /x/y/p: fifo 0600 1:2 @0
            """);
  }

  @Test
  void chownHoldsForMembersAndChmodForNothing() {
    assertThat(
            archive(tar -> tar.owner(1, 2).file("e/h", 0640, "h"))
                .layer("ADD --chown=9 --chmod=700 a.tar /x"))
        .isEqualTo(
            """
            /x: dir 0755 9:9
            /x/e: dir 0755
            /x/e/h: file 0640 aaa94026 9:9
            """);
  }

  @Test
  void aLinkInPlaceOfAFolderHasToLeadToOne() {
    assertThat(
            archive(tar -> tar.dir("d", 0755).symlink("l", "/d").file("l/x/f", 0644, "f"))
                .layer("ADD a.tar /o"))
        .contains("/o/d/x/f: file 0644");
    CopyFixture nowhere = archive(tar -> tar.symlink("l", "../../tmp").file("l/f", 0644, "f"));
    assertThatThrownBy(() -> nowhere.layer("ADD a.tar /o"))
        .hasMessage(
            """
            /o/l: is a link that leads nowhere, and the archive has files for a folder of this name
            remedy: make the archive again, or unpack it in a RUN\
            """);
  }

  @Test
  void theDeviceOfOverlayfsIsRefused() {
    CopyFixture device = archive(tar -> tar.charDevice("c", 0600, 0, 0));
    assertThatThrownBy(() -> device.layer("ADD a.tar /o"))
        .hasMessage(
            """
            /o/c: is the device 0:0, which stands for a deleted file and can't be made
            remedy: make the archive again without it\
            """);
  }

  @Test
  void whatIsThereIsReplacedAndFoldersAreMerged() {
    assertThat(
            archive(tar ->
                    tar.dir("d", 0711)
                        .file("d/new", 0644, "n")
                        .file("was-dir", 0600, "f")
                        .dir("was-file", 0700)
                        .symlink("was-file/l", "x")
                        .file("was-link", 0644, "f"))
                .onto(stage ->
                    stage
                        .owner(3, 3)
                        .dir("t", 0700)
                        .dir("t/d", 0755)
                        .file("t/d/keep", 0644, "k")
                        .dir("t/was-dir", 0755)
                        .file("t/was-dir/gone", 0644, "g")
                        .file("t/was-file", 0644, "w")
                        .symlink("t/was-link", "d/keep"))
                .stage("ADD a.tar /t"))
        .isEqualTo(
            """
            /t: dir 0700 3:3
            /t/d: dir 0711
            /t/d/keep: file 0644 8254c329 3:3
            /t/d/new: file 0644 1b16b1df
            /t/was-dir: file 0600 252f10c8
            /t/was-file: dir 0700
            /t/was-file/l: symlink x
            /t/was-link: file 0644 252f10c8
            """);
  }

  /** What BuildKit 0.34 makes of it, to the entry: one whiteout for each name that is gone. */
  @Test
  void ofAFolderThatIsReplacedAndThenOneAgainOnlyTheNewFilesAreLeft() {
    CopyFixture twice =
        archive(tar ->
                tar.file("d", 0644, "f")
                    .dir("d", 0711)
                    .file("d/new", 0644, "n")
                    .dir("d/sub", 0755)
                    .file("d/sub/z", 0644, "z"))
            .onto(stage ->
                stage
                    .dir("t", 0700)
                    .dir("t/d", 0755)
                    .file("t/d/keep", 0644, "k")
                    .file("t/d/new", 0600, "o")
                    .dir("t/d/sub", 0755)
                    .file("t/d/sub/x", 0644, "x")
                    .dir("t/d/sub/deep", 0755)
                    .file("t/d/sub/deep/y", 0644, "y"));
    assertThat(twice.gone("ADD a.tar /t"))
        .containsExactly("/t/d/keep", "/t/d/sub/deep", "/t/d/sub/x");
    assertThat(twice.stage("ADD a.tar /t"))
        .isEqualTo(
            """
            /t: dir 0700
            /t/d: dir 0711
            /t/d/new: file 0644 1b16b1df
            /t/d/sub: dir 0755
            /t/d/sub/z: file 0644 594e519a
            """);
  }

  @Test
  void aHardLinksHeaderChangesTheFile() {
    assertThat(
            archive(tar ->
                    tar.file("a", 0755, "a")
                        .owner(4, 5)
                        .mtime(77)
                        .hardlink("b", "a")
                        .hardlink("c", "./b"))
                .timedLayer("ADD a.tar /"))
        .isEqualTo(
            """
            /a: file 0644 ca978112 4:5 @77
            /b: = /a
            /c: = /a
            """);
  }

  @Test
  void aHardLinkToAFileOfTheStageBringsItIntoTheLayer() {
    assertThat(
            archive(tar -> tar.hardlink("b", "old"))
                .onto(stage -> stage.owner(8, 8).dir("t", 0755).file("t/old", 0600, "o"))
                .layer("ADD a.tar /t"))
        .isEqualTo(
            """
            /t: dir 0755 8:8
            /t/b: file 0644 65c74c15
            /t/old: = /t/b
            """);
  }

  @Test
  void ofExtendedAttributesTheCapabilityIsKept() {
    assertThat(
            archive(tar ->
                    tar.pax(
                            Map.of(
                                "SCHILY.xattr.security.capability", "cap",
                                "SCHILY.xattr.user.x", "y"))
                        .file("f", 0755, "f"))
                .layer("ADD a.tar /"))
        .isEqualTo("/f: file 0755 252f10c8 security.capability=\"cap\"\n");
  }

  @Test
  void nothingLeadsOutOfTheDestination() {
    assertThat(
            archive(tar ->
                    tar.file("../../up", 0644, "u")
                        .file("/absolute", 0644, "a")
                        .dir("etc", 0755)
                        .symlink("out", "../../../etc")
                        .file("out/passwd", 0644, "p")
                        .symlink("root", "/")
                        .file("root/in", 0644, "i")
                        .hardlink("link", "../../in"))
                .onto(stage -> stage.dir("etc", 0755).file("etc/passwd", 0644, "real"))
                .layer("ADD a.tar /d"))
        .isEqualTo(
            """
            /d: dir 0755
            /d/absolute: file 0644 ca978112
            /d/etc: dir 0755
            /d/etc/passwd: file 0644 148de9c5
            /d/in: file 0644 de7d1b72
            /d/link: = /d/in
            /d/out: symlink ../../../etc
            /d/root: symlink /
            /d/up: file 0644 0bfe935e
            """);
  }

  @Test
  void aHardLinkToNothingIsRefused() {
    assertThatThrownBy(
            () -> archive(tar -> tar.hardlink("b", "../etc/shadow")).layer("ADD a.tar /d"))
        .hasMessage(
            """
            /d/b: is a hard link to /d/etc/shadow, which is no file
            remedy: make the archive again; it has to hold the file before the link\
            """);
  }

  @Test
  void theRootOfTheArchiveCanOnlyBeADirectory() {
    assertThatThrownBy(() -> archive(tar -> tar.symlink("/", "/etc")).layer("ADD a.tar /d"))
        .hasMessage(
            """
            /d: is what the archive is unpacked in, and a member of it would replace it
            remedy: make the archive again, from within its folder\
            """);
  }

  @Test
  void linksWithoutEndAreRefused() {
    assertThatThrownBy(() ->
            archive(tar -> tar.symlink("a", "b").symlink("b", "a").file("a/f", 0644, ""))
                .layer("ADD a.tar /d"))
        .hasMessage(
            """
            /a: leads through more than 40 links, the last at /d/a
            remedy: look for links that lead to each other\
            """);
  }

  @Test
  void copyUnpacksOnlyWhatItIsToldTo() {
    Consumer<TarBuilder> members = tar -> tar.file("f", 0644, "f");
    assertThat(archive(members).layer("COPY --unpack=true a.tar /"))
        .isEqualTo("/f: file 0644 252f10c8\n");
    assertThat(archive(members).layer("COPY a.tar /")).startsWith("/a.tar: file 0600 ");
    assertThat(archive(members).layer("ADD --unpack=false a.tar /"))
        .startsWith("/a.tar: file 0600 ");
  }
}
