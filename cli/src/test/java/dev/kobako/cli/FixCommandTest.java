package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako fix}, as users see it. */
class FixCommandTest {
  private static final String BEFORE = "FROM debian:12\nADD a b\nCMD server -v\n";
  private static final String AFTER = "FROM debian:12\nCOPY a b\nCMD [\"server\", \"-v\"]\n";
  private static final String TOLD =
      """
      Dockerfile:2: copy-for-add: COPY in place of ADD
      Dockerfile:3: exec-form: CMD without a shell
      """;

  @TempDir Path temp;
  private Kobako kobako;
  private Path dockerfile;

  @BeforeEach
  void prepare() throws IOException {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    dockerfile = Files.writeString(temp.resolve("Dockerfile"), BEFORE);
  }

  @Test
  void rewritesTheFileAndKeepsItsMode() throws IOException {
    Files.setPosixFilePermissions(dockerfile, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(kobako.run("fix")).isEqualTo(new Kobako.Result(0, "", TOLD));
    assertThat(dockerfile).hasContent(AFTER);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dockerfile)))
        .isEqualTo("rw-r-----");
    assertThat(kobako.run("fix"))
        .isEqualTo(new Kobako.Result(0, "", "Dockerfile: nothing to fix\n"));
  }

  @Test
  void aPatchOfAnAbsolutePathHasItsName() {
    assertThat(kobako.run("fix", "-q", "--diff", dockerfile.toString()).out())
        .startsWith("--- a/Dockerfile\n+++ b/Dockerfile\n");
  }

  @Test
  void standardOutputIsForOneThing() {
    String said =
        """
        kobako: --json: goes to standard output, where the patch or the Dockerfile goes already
        remedy: write the Dockerfile to a file with --output, and ask for a patch without --json
        """;
    assertThat(kobako.run("fix", "--json", "--diff")).isEqualTo(new Kobako.Result(2, "", said));
    assertThat(kobako.run("fix", "--json", "-")).isEqualTo(new Kobako.Result(2, "", said));
    assertThat(kobako.run("fix", "--json", "-o", "-")).isEqualTo(new Kobako.Result(2, "", said));
    assertThat(kobako.run("fix", "--check", "-o", "a"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --check: writes nothing, so --output has no use
                remedy: leave one of them out
                """));
  }

  @Test
  void followsALinkToTheFile() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("Dockerfile"));
    assertThat(kobako.run("fix", "-q", "link").code()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(dockerfile).hasContent(AFTER);
  }

  @Test
  void printsAPatchAndWritesNothing() {
    assertThat(kobako.run("fix", "--diff", "Dockerfile"))
        .isEqualTo(
            new Kobako.Result(
                0,
                """
                --- a/Dockerfile
                +++ b/Dockerfile
                @@ -1,3 +1,3 @@
                 FROM debian:12
                -ADD a b
                -CMD server -v
                +COPY a b
                +CMD ["server", "-v"]
                """,
                TOLD));
    assertThat(dockerfile).hasContent(BEFORE);
  }

  @Test
  void checksOnly() {
    assertThat(kobako.run("fix", "--check")).isEqualTo(new Kobako.Result(1, "", TOLD));
    assertThat(dockerfile).hasContent(BEFORE);
    assertThat(kobako.run("fix", "--check", "--no-fix", "copy-for-add", "--no-fix", "exec-form"))
        .isEqualTo(new Kobako.Result(0, "", "Dockerfile: nothing to fix\n"));
  }

  @Test
  void writesElsewhere() {
    assertThat(kobako.run("fix", "-q", "--only", "exec-form", "-o", "-"))
        .isEqualTo(new Kobako.Result(0, "FROM debian:12\nADD a b\nCMD [\"server\", \"-v\"]\n", ""));
    assertThat(kobako.run("fix", "-q", "-o", "fixed").code()).isZero();
    assertThat(temp.resolve("fixed")).hasContent(AFTER);
    assertThat(dockerfile).hasContent(BEFORE);
  }

  @Test
  void writesTheIgnoreFileWithTheDockerfileAndShowsItAsASecondFileOfThePatch() throws IOException {
    Files.createDirectories(temp.resolve(".git"));
    Files.writeString(dockerfile, "FROM debian:12\nCOPY . /a\n");
    String told = "Dockerfile:2: dockerignore: .dockerignore keeps away .git\n";
    assertThat(kobako.run("fix", "--diff"))
        .isEqualTo(
            new Kobako.Result(
                0,
                """
                --- /dev/null
                +++ b/.dockerignore
                @@ -0,0 +1,2 @@
                +.git
                +.dockerignore
                """,
                told));
    Path ignoreFile = temp.resolve(".dockerignore");
    assertThat(kobako.run("fix", "--check")).isEqualTo(new Kobako.Result(1, "", told));
    assertThat(kobako.run("fix", "-q", "-o", "-").out()).isEqualTo("FROM debian:12\nCOPY . /a\n");
    assertThat(ignoreFile).doesNotExist();
    assertThat(kobako.run("fix")).isEqualTo(new Kobako.Result(0, "", told));
    assertThat(ignoreFile).hasContent(".git\n.dockerignore\n");
    assertThat(dockerfile).hasContent("FROM debian:12\nCOPY . /a\n");
    assertThat(kobako.run("fix", "--check").code()).isZero();
  }

  @Test
  void buildsWithTheIgnoreFileBeforeItIsThere() throws IOException {
    Path context = Files.createDirectories(temp.resolve("context"));
    Files.createDirectories(context.resolve(".git"));
    Files.writeString(context.resolve(".git/HEAD"), "a revision");
    Files.writeString(context.resolve("source"), "text");
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /a\n");
    Kobako.Result result =
        kobako.run("fix", "--verify", "--progress", "quiet", "context/Dockerfile");
    assertThat(result.err().replaceAll("[0-9]+ B compressed", "some B compressed"))
        .isEqualTo(
            """
            context/Dockerfile:2: dockerignore: .dockerignore keeps away .git
            promises that hold: what version control and tools leave beside sources is gone, or as RUN made it
            size before  37 B on disk, some B compressed (gzip:6)
            size after   27 B on disk, some B compressed (gzip:6)
            """);
    assertThat(context.resolve(".dockerignore")).hasContent(".git\n.dockerignore\n");
  }

  @Test
  void showsItsBuildsAsBuildKitIsAskedTo() throws IOException {
    Files.writeString(dockerfile, "FROM scratch\nWORKDIR /a\nWORKDIR b\n");
    Kobako asked = kobako.with("BUILDKIT_PROGRESS", "rawjson");
    assertThat(asked.run("fix", "--verify", "--check").err()).contains("{\"vertexes\":");
    assertThat(asked.run("fix", "--verify", "--check", "--progress", "quiet").err())
        .doesNotContain("vertexes");
  }

  @Test
  void tellsMachinesWhatWasDone() {
    assertThat(kobako.run("fix", "-q", "--check", "--only", "exec-form", "--json").out())
        .isEqualTo(
            """
            {
              "file" : "Dockerfile",
              "changes" : [ {
                "line" : 3,
                "fix" : "exec-form",
                "answers" : [ "DL3025", "JSONArgsRecommended" ],
                "says" : "CMD without a shell",
                "promise" : "the same image; its command has no shell around it"
              } ]
            }
            """);
  }

  @Test
  void refusesAFixThatIsNone() {
    assertThat(kobako.run("fix", "--only", "exec-from"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --only: 'exec-from' is no fix
                remedy: did you mean 'exec-form'?
                """));
  }

  @Test
  void makesAFixOfThoseOnRequestBesideTheOthersAndTellsWhyNot() throws IOException {
    Files.writeString(
        dockerfile,
        """
        FROM debian:12
        RUN apt-get install -y --no-install-recommends gcc && gcc -s -o /a a.c
        CMD /a
        """);
    assertThat(kobako.run("fix", "--also", "build-stage", "--no-fix", "apt-lists", "Dockerfile"))
        .isEqualTo(
            new Kobako.Result(
                0,
                "",
                """
                Dockerfile:1: build-stage: the image is debian:12-slim with what is built, which is /a
                Dockerfile:3: exec-form: CMD without a shell
                """));
    assertThat(dockerfile)
        .hasContent(
            """
            FROM debian:12 AS build
            RUN apt-get install -y --no-install-recommends gcc && gcc -s -o /a a.c

            FROM debian:12-slim
            COPY --from=build /a /a
            CMD ["/a"]
            """);
    Files.writeString(dockerfile, "FROM golang:1.25\nRUN ./build\nCMD [\"/a\"]\n");
    assertThat(kobako.run("fix", "--only", "build-stage", "Dockerfile").err())
        .isEqualTo(
            """
            Dockerfile:2: build-stage is not made: nobody knows what './build' makes for the result
            Dockerfile: nothing to fix
            """);
    assertThat(kobako.run("fix", "--only", "build-stage", "--json", "-q", "Dockerfile").out())
        .contains("\"why\" : \"nobody knows what './build' makes for the result\"");
    assertThat(kobako.run("fix", "Dockerfile").err()).isEqualTo("Dockerfile: nothing to fix\n");
  }

  @Test
  void refusesWhatNoBuildWouldRead() throws IOException {
    Files.writeString(dockerfile, "RUN make\n");
    assertThat(kobako.run("fix").code()).isEqualTo(1);
    assertThat(dockerfile).hasContent("RUN make\n");
  }

  @Test
  void keepsOnlyTheFixesWhosePromisesHold() throws IOException {
    Files.writeString(temp.resolve("file"), "text");
    TarBuilder archive = new TarBuilder();
    archive.file("inside", 0644, "text");
    Files.write(temp.resolve("archive"), archive.bytes());
    Files.writeString(dockerfile, "FROM scratch\nADD file /file\nWORKDIR /a\nWORKDIR b\n");
    Kobako.Result result = kobako.run("fix", "--verify", "--progress", "quiet", "Dockerfile", ".");
    // the times of the folders are those of the build
    assertThat(result.err().replaceAll("[0-9]+ B compressed", "some B compressed"))
        .isEqualTo(
            """
            Dockerfile:2: copy-for-add: COPY in place of ADD
            Dockerfile:4: absolute-workdir: WORKDIR /a/b
            promises that hold: the same image
            size before  4 B on disk, some B compressed (gzip:6)
            size after   4 B on disk, some B compressed (gzip:6)
            """);
    Files.writeString(dockerfile, "FROM scratch\nADD archive /\nWORKDIR /a\nWORKDIR b\n");
    assertThat(kobako.run("fix", "--verify", "--progress", "quiet", "Dockerfile", ".").err())
        .contains(
            "Dockerfile: copy-for-add is left out: /archive is there, and was not before; /inside is gone\n");
    assertThat(dockerfile).hasContent("FROM scratch\nADD archive /\nWORKDIR /a\nWORKDIR /a/b\n");
  }
}
