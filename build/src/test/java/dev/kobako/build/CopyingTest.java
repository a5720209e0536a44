package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.TarBuilder;
import org.junit.jupiter.api.Test;

/** What COPY does with paths, as BuildKit does it. */
class CopyingTest {
  private static void context(TarBuilder tar) {
    tar.owner(7, 8).mtime(1000).file("f", 0640, "f").file("g", 0644, "g").mtime(2000);
    tar.dir("d", 0700).mtime(3000).file("d/x", 0755, "x").mtime(4000).dir("d/sub", 0711);
    tar.mtime(5000).file("d/sub/y", 0644, "y").symlink("l", "d").symlink("lf", "d/x");
  }

  @Test
  void aFileTakesTheNameOfTheDestination() {
    assertThat(CopyFixture.from(CopyingTest::context).timedLayer("COPY f /a/b"))
        .isEqualTo(
            """
            /a: dir 0755 @0
            /a/b: file 0640 252f10c8 7:8 @1000
            """);
  }

  @Test
  void aFileGoesIntoADestinationWithASlash() {
    assertThat(CopyFixture.from(CopyingTest::context).layer("COPY f /a/b/"))
        .isEqualTo(
            """
            /a: dir 0755
            /a/b: dir 0755
            /a/b/f: file 0640 252f10c8 7:8
            """);
  }

  @Test
  void aFileGoesIntoAFolderThatIsThere() {
    assertThat(
            CopyFixture.from(CopyingTest::context)
                .onto(stage -> stage.owner(5, 5).mtime(9).dir("a", 0750))
                .timedLayer("COPY f /a"))
        .isEqualTo(
            """
            /a: dir 0750 5:5 @9
            /a/f: file 0640 252f10c8 7:8 @1000
            """);
  }

  @Test
  void ofAFolderTheContentsAreCopiedIntoANewFolderWithItsTimeAndNothingElse() {
    assertThat(CopyFixture.from(CopyingTest::context).timedLayer("COPY d /new"))
        .isEqualTo(
            """
            /new: dir 0755 @2000
            /new/sub: dir 0711 7:8 @4000
            /new/sub/y: file 0644 a1fce436 7:8 @5000
            /new/x: file 0755 2d711642 7:8 @3000
            """);
  }

  @Test
  void aFolderThatIsThereKeepsModeAndOwnerAndItsSubfoldersAreOverwritten() {
    assertThat(
            CopyFixture.from(CopyingTest::context)
                .onto(stage ->
                    stage
                        .owner(1, 1)
                        .dir("e", 0777)
                        .dir("e/sub", 0777)
                        .file("e/sub/old", 0600, "o"))
                .timedLayer("COPY d /e"))
        .isEqualTo(
            """
            /e: dir 0777 1:1 @2000
            /e/sub: dir 0711 7:8 @4000
            /e/sub/y: file 0644 a1fce436 7:8 @5000
            /e/x: file 0755 2d711642 7:8 @3000
            """);
  }

  @Test
  void whatIsThereInAnOverwrittenFolderStays() {
    assertThat(
            CopyFixture.from(CopyingTest::context)
                .onto(stage -> stage.dir("e", 0777).file("e/old", 0600, "o").file("e/x", 0, "p"))
                .stage("COPY d /e"))
        .isEqualTo(
            """
            /e: dir 0777
            /e/old: file 0600 65c74c15
            /e/sub: dir 0711 7:8
            /e/sub/y: file 0644 a1fce436 7:8
            /e/x: file 0755 2d711642 7:8
            """);
  }

  @Test
  void parentsThatAreMadeTakeOwnerAndModeOfTheFlags() {
    assertThat(
            CopyFixture.from(CopyingTest::context).layer("COPY --chown=10:20 --chmod=4711 f /a/b/"))
        .isEqualTo(
            """
            /a: dir 0711 10:20
            /a/b: dir 0711 10:20
            /a/b/f: file 4711 252f10c8 10:20
            """);
  }

  @Test
  void chmodHoldsForFoldersAndFilesAndNotForLinks() {
    assertThat(
            CopyFixture.from(tar -> tar.dir("d", 0700).file("d/x", 0711, "x").symlink("d/l", "x"))
                .layer("COPY --chmod=u=rwX,go=rX d /n/d"))
        .isEqualTo(
            """
            /n: dir 0755
            /n/d: dir 0755
            /n/d/l: symlink x
            /n/d/x: file 0755 2d711642
            """);
  }

  @Test
  void theLastOfSeveralFilesStaysAtADestinationThatIsNoFolder() {
    assertThat(CopyFixture.from(CopyingTest::context).layer("COPY f g /x"))
        .isEqualTo("/x: file 0644 cd0aa985 7:8\n");
  }

  @Test
  void aLinkAsSourceIsFollowedAndGivesItsName() {
    assertThat(CopyFixture.from(CopyingTest::context).layer("COPY lf l/sub/y /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/lf: file 0755 2d711642 7:8
            /o/y: file 0644 a1fce436 7:8
            """);
  }

  @Test
  void linksInTheStageLeadToWhereFilesGo() {
    assertThat(
            CopyFixture.from(CopyingTest::context)
                .onto(stage ->
                    stage
                        .dir("real", 0755)
                        .symlink("lnk", "/real")
                        .symlink("rlnk", "real")
                        .symlink("nowhere", "made/here")
                        .symlink("out", "../../real/q"))
                .stage("COPY f /lnk/f", "COPY g /rlnk", "COPY f /nowhere", "COPY g /out"))
        .isEqualTo(
            """
            /lnk: symlink /real
            /made: dir 0755
            /made/here: file 0640 252f10c8 7:8
            /nowhere: symlink made/here
            /out: symlink ../../real/q
            /real: dir 0755
            /real/f: file 0640 252f10c8 7:8
            /real/g: file 0644 cd0aa985 7:8
            /real/q: file 0644 cd0aa985 7:8
            /rlnk: symlink real
            """);
  }

  @Test
  void aLinkInAnOverwrittenFolderIsReplacedAndNotFollowed() {
    assertThat(
            CopyFixture.from(CopyingTest::context)
                .onto(stage -> stage.dir("e", 0755).symlink("e/x", "/etc"))
                .stage("COPY d /e"))
        .contains("/e/x: file 0755 2d711642 7:8\n");
  }

  @Test
  void hardLinksOfOneSourceStayAndThoseOfSeveralBreak() {
    CopyFixture links =
        CopyFixture.from(tar ->
            tar.dir("d", 0755)
                .file("d/a", 0644, "h")
                .hardlink("d/b", "d/a")
                .hardlink("d/c", "d/a"));
    assertThat(links.stage("COPY d /all/", "COPY d/a d/b /two/"))
        .isEqualTo(
            """
            /all: dir 0755
            /all/a: file 0644 aaa94026
            /all/b: = /all/a
            /all/c: = /all/a
            /two: dir 0755
            /two/a: file 0644 aaa94026
            /two/b: file 0644 aaa94026
            """);
  }

  @Test
  void theRootIsCopiedIntoTheRootAndIsNoEntryOfTheLayer() {
    assertThat(CopyFixture.from(tar -> tar.file("f", 0600, "f")).layer("COPY . /"))
        .isEqualTo("/f: file 0600 252f10c8\n");
  }

  @Test
  void aMissingSourceIsNamedWithWhatIsNear() {
    assertThatThrownBy(
            () -> CopyFixture.from(CopyingTest::context).context().select("COPY d/subb /x"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /d/subb: is not in the build context
            remedy: did you mean '/d/sub'?\
            """);
  }

  @Test
  void aFolderCantTakeThePlaceOfAFile() {
    assertThatThrownBy(() ->
            CopyFixture.from(CopyingTest::context)
                .onto(stage -> stage.file("f", 0644, ""))
                .layer("COPY d /f"))
        .hasMessage(
            """
            /f: a directory is to be copied there, and it is a file
            remedy: choose another destination, or remove what is there first\
            """);
  }

  @Test
  void aFolderCantTakeThePlaceOfAFileOfTheSameInstruction() {
    assertThatThrownBy(() -> CopyFixture.from(CopyingTest::context).layer("COPY g d /z"))
        .hasMessage(
            """
            /z: a directory is to be copied there, and it is a file
            remedy: choose another destination, or remove what is there first\
            """);
  }

  @Test
  void aFileCantTakeThePlaceOfAFolder() {
    assertThatThrownBy(() ->
            CopyFixture.from(CopyingTest::context)
                .onto(stage -> stage.dir("e", 0755).dir("e/x", 0755))
                .layer("COPY d /e"))
        .hasMessage(
            """
            /e/x: a file is to be copied there, and it is a directory
            remedy: choose another destination, or remove what is there first\
            """);
  }

  @Test
  void aFileIsNoParent() {
    assertThatThrownBy(() ->
            CopyFixture.from(CopyingTest::context)
                .onto(stage -> stage.file("e", 0755, ""))
                .layer("COPY f /e/f"))
        .hasMessage(
            """
            /e: is no directory in the stage so far, and something is to be copied into it
            remedy: choose another destination, or remove it first\
            """);
  }

  @Test
  void linkMakesALayerThatKnowsNothingOfTheStage() {
    CopyFixture fixture =
        CopyFixture.from(CopyingTest::context)
            .onto(stage -> stage.dir("real", 0700).symlink("lnk", "real"));
    assertThat(fixture.layer("COPY --link f /lnk/f"))
        .isEqualTo(
            """
            /lnk: dir 0755
            /lnk/f: file 0640 252f10c8 7:8
            """);
    assertThat(fixture.layer("COPY --link --chmod=600 f /lnk/f"))
        .isEqualTo(
            """
            /real: dir 0700
            /real/f: file 0600 252f10c8 7:8
            """);
  }
}
