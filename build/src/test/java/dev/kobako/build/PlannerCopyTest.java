package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlannerCopyTest {
  @Test
  void flagsAndWordsAreExpandedButNotExcludes() {
    CopyStep copy =
        PlannedText.of(
                "FROM base",
                "ARG A=1 D=/d/ M=644",
                "COPY --link --parents --exclude=$A --chown=$A:$A --chmod=$M f$A g $D")
            .lastCopy();

    assertThat(copy.sources())
        .containsExactly(new CopyStep.Source.Path("f1"), new CopyStep.Source.Path("g"));
    assertThat(copy.destination()).isEqualTo("/d/");
    assertThat(copy.chown()).contains("1:1");
    assertThat(copy.chmod()).contains("644");
    assertThat(copy.excludes()).containsExactly("$A");
    assertThat(copy.link()).isTrue();
    assertThat(copy.parents()).isTrue();
    assertThat(copy.from()).isEqualTo(CopySource.Context.DEFAULT);
  }

  @Test
  void anOwnersNameCanNotBeLookedUpWithLink() {
    assertThat(PlannedText.of("FROM base", "COPY --link --chown=root:5 f /").lastCopy().chown())
        .contains("root:5");
    assertThatThrownBy(
            () -> PlannedText.of("FROM base", "COPY --link --chown=5:staff f /").lastCopy())
        .hasMessage(
            """
            Dockerfile:2: --chown=5:staff has a name, and --link copies without an /etc/passwd to look it up in
              2 | COPY --link --chown=5:staff f /
                |             ^^^^^^^^^^^^^^^
            remedy: give numbers, as --chown=1000:1000, or leave --link out\
            """);
  }

  @Test
  void destinationsAreBelowTheWorkingDirectoryAndKeepTheirSlash() {
    String[][] pairs = {
      {".", "/w/"}, {"./", "/w/"}, {"x", "/w/x"}, {"x/", "/w/x/"}, {"x/.", "/w/x/"},
      {"../y", "/y"}, {"/", "/"}, {"/a/../b", "/b"}, {"/a/.", "/a/"}, {"../../..", "/"}
    };
    for (String[] pair : pairs) {
      CopyStep copy = PlannedText.of("FROM base", "WORKDIR /w", "COPY f " + pair[0]).lastCopy();
      assertThat(copy.destination()).as(pair[0]).isEqualTo(pair[1]);
      assertThat(copy.history()).isEqualTo("COPY f " + pair[0] + " # buildkit");
    }
  }

  @Test
  void hereDocumentsComeBehindFilesAndAreExpandedUnlessQuoted() {
    CopyStep copy =
        PlannedText.of(
                "FROM base",
                "ARG A=1",
                "COPY <<one.txt <<-\"two\" f /d/",
                "\"$A\" \\$A",
                "one.txt",
                "\t$A",
                "\ttwo")
            .lastCopy();

    assertThat(copy.sources())
        .containsExactly(
            new CopyStep.Source.Path("f"),
            new CopyStep.Source.Inline("one.txt", "\"1\" $A\n"),
            new CopyStep.Source.Inline("two", "$A\n"));
    assertThat(copy.history()).isEqualTo("COPY f <<one.txt <<two /d/ # buildkit");
  }

  @Test
  void addTakesUrlsAndGitRepositoriesAndNoContextForThem() {
    CopyStep add =
        PlannedText.of(
                "FROM base",
                "ADD https://a.example/x.tar https://a.example/y.git#main git@b.example:z.git /d/")
            .lastCopy();

    assertThat(add.add()).isTrue();
    assertThat(add.from()).isEqualTo(new CopySource.Nowhere());
    assertThat(add.sources())
        .containsExactly(
            new CopyStep.Source.Url("https://a.example/x.tar"),
            new CopyStep.Source.Git("https://a.example/y.git#main"),
            new CopyStep.Source.Git("git@b.example:z.git"));
  }

  @Test
  void copyTakesNoUrls() {
    assertThatThrownBy(() -> PlannedText.of("FROM base", "COPY https://a.example/x /x").plan())
        .hasMessage(
            """
            Dockerfile:2: COPY takes files of the context, a stage or an image, not\
             'https://a.example/x'
              2 | COPY https://a.example/x /x
                |      ^^^^^^^^^^^^^^^^^^^
            remedy: write ADD instead of COPY\
            """);
  }

  @Test
  void aChecksumIsForOneDownloadAndWellFormed() {
    assertThatThrownBy(() ->
            PlannedText.of("FROM base", "ADD --checksum=sha256:12 https://a.example/x /x").plan())
        .hasMessageStartingWith("Dockerfile:2: ")
        .hasMessageContaining(
            "2 | ADD --checksum=sha256:12 https://a.example/x /x\n    |     ^^^^^^^^");
    assertThatThrownBy(() -> PlannedText.of("FROM base", "ADD --checksum=sha256:12 f /x").plan())
        .hasMessageContaining("--checksum is for URLs and git repositories");
    assertThatThrownBy(() ->
            PlannedText.of(
                    "FROM base",
                    "ADD --checksum=sha256:12 https://a.example/x https://a.example/y /x/")
                .plan())
        .hasMessageContaining("--checksum is for one source, seen 2");
  }

  @Test
  void fromHasNoVariables() {
    assertThatThrownBy(() -> PlannedText.of("ARG X=base", "FROM base", "COPY --from=$X a b").plan())
        .hasMessageStartingWith("Dockerfile:3: ")
        .hasMessageContaining("3 | COPY --from=$X a b\n    |      ^^^^^^^^^");
  }

  @Test
  void nothingIsCopiedFromScratch() {
    assertThat(PlannedText.of("FROM base", "COPY --from=scratch . /x").lastCopy().from())
        .isEqualTo(new CopySource.Nowhere());
  }
}
