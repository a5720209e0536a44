package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.TarBuilder;
import org.junit.jupiter.api.Test;

/** Patterns, --parents and --exclude. */
class SourceSearchTest {
  private static void context(TarBuilder tar) {
    tar.file("a.txt", 0644, "a").file("b.txt", 0644, "b").file("c.md", 0644, "c");
    tar.dir("x", 0750).file("x/1.txt", 0644, "1").file("x/2.md", 0644, "2");
    tar.dir("x/y", 0711).file("x/y/3.txt", 0600, "3").dir("x/empty", 0755);
    tar.symlink("lx", "x").symlink("x/l", "1.txt");
  }

  private static String copied(String instruction) {
    return CopyFixture.from(SourceSearchTest::context).layer(instruction);
  }

  @Test
  void aStarStandsForOneName() {
    assertThat(copied("COPY *.txt /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/a.txt: file 0644 ca978112
            /o/b.txt: file 0644 3e23e816
            """);
    assertThat(copied("COPY x/*/3.txt /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/3.txt: file 0600 4e074085
            """);
    assertThat(copied("COPY **/3.txt /o/")).isEmpty();
    assertThat(copied("COPY **/1.txt /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/1.txt: file 0644 6b86b273
            """);
  }

  @Test
  void ofAWholeFolderParentsHasNothing() {
    for (String folder : new String[] {".", "./", "/", "x/./"}) {
      assertThatThrownBy(() -> copied("COPY --parents " + folder + " /o/"))
          .hasMessage(
              folder
                  + """
                  : names a folder as a whole, which --parents copies nothing of
                  remedy: name what is in it, such as ./*, or leave --parents out\
                  """);
    }
  }

  @Test
  void aMalformedPatternIsRefused() {
    assertThatThrownBy(() -> copied("COPY q*[ /o/")).isInstanceOf(KobakoException.class);
    assertThatThrownBy(() -> copied("COPY [a.txt, /o"))
        .hasMessage(
            """
            [a.txt,: is no pattern: a class is not closed or empty, or a backslash stands at the end
            remedy: write a backslash before a [ of a name, and " around each text of an array\
            """);
  }

  @Test
  void ofAMatchedFolderTheContentsAreCopiedAndAMatchedLinkIsFollowed() {
    assertThat(copied("COPY l* /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/1.txt: file 0644 6b86b273
            /o/2.md: file 0644 d4735e3a
            /o/empty: dir 0755
            /o/l: symlink 1.txt
            /o/y: dir 0711
            /o/y/3.txt: file 0600 4e074085
            """);
    assertThat(copied("COPY lx/[1-3].* /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/1.txt: file 0644 6b86b273
            /o/2.md: file 0644 d4735e3a
            """);
  }

  @Test
  void aPatternMayMatchNothingAndANameMayNotBeMissing() {
    assertThat(copied("COPY nothing* /o/")).isEmpty();
    assertThatThrownBy(() -> copied("COPY nothing/* /o/"))
        .hasMessage(
            """
            /nothing: is not in stage 0
            remedy: check the path, which starts at the root\
            """);
  }

  @Test
  void excludedPathsCountFromTheSource() {
    assertThat(copied("COPY --exclude=*.md --exclude=y . /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/a.txt: file 0644 ca978112
            /o/b.txt: file 0644 3e23e816
            /o/lx: symlink x
            /o/x: dir 0750
            /o/x/1.txt: file 0644 6b86b273
            /o/x/2.md: file 0644 d4735e3a
            /o/x/empty: dir 0755
            /o/x/l: symlink 1.txt
            /o/x/y: dir 0711
            /o/x/y/3.txt: file 0600 4e074085
            """);
    assertThat(copied("COPY --exclude=*.txt a.txt /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/a.txt: file 0644 ca978112
            """);
  }

  @Test
  void whatIsTakenBackBringsItsFolder() {
    assertThat(copied("COPY --exclude=* --exclude=!x/y/3.txt . /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/x: dir 0750
            /o/x/y: dir 0711
            /o/x/y/3.txt: file 0600 4e074085
            """);
  }

  @Test
  void parentsAreCopiedWithTheirModes() {
    assertThat(copied("COPY --parents x/y/3.txt a.txt /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/a.txt: file 0644 ca978112
            /o/x: dir 0750
            /o/x/y: dir 0711
            /o/x/y/3.txt: file 0600 4e074085
            """);
  }

  @Test
  void parentsCountFromThePivot() {
    assertThat(copied("COPY --parents ./x/./y/3.txt lx/./l /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/l: symlink 1.txt
            /o/y: dir 0711
            /o/y/3.txt: file 0600 4e074085
            """);
  }

  @Test
  void withParentsTwoStarsStandForAnyNumberOfNames() {
    assertThat(copied("COPY --parents **/*.txt /o/"))
        .isEqualTo(
            """
            /o: dir 0755
            /o/a.txt: file 0644 ca978112
            /o/b.txt: file 0644 3e23e816
            /o/x: dir 0750
            /o/x/1.txt: file 0644 6b86b273
            /o/x/y: dir 0711
            /o/x/y/3.txt: file 0600 4e074085
            """);
  }

  @Test
  void parentsThatAreThereTakeTheModeAndKeepTheOwner() {
    assertThat(
            CopyFixture.from(SourceSearchTest::context)
                .onto(stage -> stage.owner(4, 4).dir("o", 0700).dir("o/x", 0700))
                .layer("COPY --parents --chown=9 x/1.txt /o/"))
        .isEqualTo(
            """
            /o: dir 0700 4:4
            /o/x: dir 0750 4:4
            /o/x/1.txt: file 0644 6b86b273 9:9
            """);
  }

  @Test
  void withParentsANameMayNotBeMissingAndLinksAreNotFollowed() {
    assertThatThrownBy(() -> copied("COPY --parents x/y/4.txt /o/"))
        .hasMessage(
            """
            /x/y/4.txt: is not in stage 0
            remedy: did you mean '/x/y/3.txt'?\
            """);
    assertThatThrownBy(() -> copied("COPY --parents lx/1.txt /o/"))
        .hasMessage(
            """
            /lx/1.txt: is not in stage 0
            remedy: check the path, which starts at the root\
            """);
    assertThat(copied("COPY --parents x/*.nothing /o/")).isEqualTo("/o: dir 0755\n");
  }
}
