package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.build.BuildCache;
import dev.kobako.image.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kobako build} says and writes, where no step needs a container. */
@Timeout(60)
class BuildCommandTest {
  @TempDir Path temp;
  private Path context;
  private Kobako kobako;

  @BeforeEach
  void makeContext() throws IOException {
    context = Files.createDirectory(temp.resolve("context"));
    kobako = Kobako.withStore(temp.resolve("home")).in(context);
    Files.writeString(context.resolve("a"), "one\n");
    dockerfile(
        """
        FROM scratch AS files
        COPY a /kept/a
        FROM files
        LABEL x=y
        """);
  }

  private void dockerfile(String text) throws IOException {
    Files.writeString(context.resolve("Dockerfile"), text);
  }

  @Test
  void quietPrintsTheDigestAndTheSameAgainFromTheCache() {
    Kobako.Result first = kobako.run("build", "-q", "-t", "app", ".").done();
    assertThat(first.out()).matches("sha256:[0-9a-f]{64}\n");
    assertThat(kobako.run("build", "-q", "-t", "app", ".").done()).isEqualTo(first);
    assertThat(kobako.run("images").done().out()).contains("app:latest");
  }

  @Test
  void plainProgressIsBuildKitsAndThenComesWhereTheSizeIsFrom() {
    kobako.run("build", "-q", ".").done();
    assertThat(kobako.run("build", "-t", "app", "--progress", "plain", ".").succeeded().err())
        .isEqualTo(
            """
            #1 [files 2/2] COPY a /kept/a
            #1 CACHED

            layers for %s
                  2.6 kB  COPY a /kept/a # buildkit
                  2.6 kB  in all
            """
                .formatted(dev.kobako.image.Platform.host()));
  }

  @Test
  void thePlanSaysWhatRunsAndWhy() {
    String platform = dev.kobako.image.Platform.host().toString();
    assertThat(kobako.run("build", "--plan", ".").done().out())
        .isEqualTo(
            """
            files (%s), from scratch
              runs     COPY a /kept/a
                       because it was not built here before

            stage-1 (%s), from stage files, the target
              config   LABEL x=y

            1 step would run
            """
                .formatted(platform, platform));
    kobako.run("build", "-q", ".").done();
    assertThat(kobako.run("build", "--plan", ".").done().out())
        .contains("  cached   COPY a /kept/a\n")
        .endsWith("\neverything is in the cache\n");
  }

  @Test
  void filesAndTarsOfTheTreeAreWritten() throws IOException {
    Path out = temp.resolve("out");
    kobako.run("build", "-q", "-o", out.toString(), ".").done();
    assertThat(out.resolve("kept/a")).hasContent("one");
    Path tar = temp.resolve("out.tar");
    kobako.run("build", "-q", "-o", "type=tar,dest=" + tar, ".").done();
    assertThat(Files.size(tar)).isPositive();
  }

  @Test
  void digestsAreWrittenToFiles() throws IOException {
    Path id = temp.resolve("id");
    Path metadata = temp.resolve("metadata.json");
    String digest =
        kobako
            .run(
                "build",
                "-q",
                "-t",
                "app",
                "--iidfile",
                id.toString(),
                "--metadata-file",
                metadata.toString(),
                ".")
            .done()
            .out()
            .strip();
    assertThat(id).hasContent(digest);
    assertThat(Files.readString(metadata))
        .contains(
            "containerimage.config.digest",
            "containerimage.descriptor",
            "\"containerimage.digest\" : \"" + digest + "\"",
            "\"image.name\" : \"app\"");
  }

  @Test
  void whatCanNotBeWrittenIsToldBeforeAnythingIsBuilt() throws IOException {
    dockerfile("NONSENSE");
    assertThat(kobako.run("build", "--push", "."))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                "kobako: --output type=registry: nothing names the image\nremedy: add -t NAME\n"));
    assertThat(kobako.run("build", "-o", "-", "--platform", "linux/amd64,linux/arm64", ".").err())
        .contains("one tar can't hold the trees of several platforms");
  }

  @Test
  void aDockerfileCanComeFromStandardInput() {
    assertThat(kobako.reading("FROM scratch\nLABEL a=b\n").run("build", "-q", "-").done().out())
        .startsWith("sha256:");
  }

  @Test
  void theDigestOfATaggedBuildNamesItAfterwards() {
    String digest = kobako.run("build", "-q", "-t", "app", ".").done().out().strip();
    assertThat(kobako.run("inspect", "--raw", digest).done())
        .isEqualTo(kobako.run("inspect", "--raw", "app").done());
  }

  @Test
  void twoHomesGiveTheSameDigestWhereTheTimeIsSet() throws IOException {
    String[] command = {
      "build", "-q", "-o", "type=oci,dest=" + temp.resolve("o.tar") + ",rewrite-timestamp=true", "."
    };
    Kobako.Result first = kobako.with("SOURCE_DATE_EPOCH", "1700000000").run(command).done();
    Files.setLastModifiedTime(
        context.resolve("a"), java.nio.file.attribute.FileTime.fromMillis(1_800_000_000_000L));
    Kobako other = Kobako.withStore(temp.resolve("other")).in(context);
    assertThat(other.with("SOURCE_DATE_EPOCH", "1700000000").run(command)).isEqualTo(first);
  }

  @Test
  void anotherMachineTakesItsStepsFromACacheInAFolder() {
    String cache = temp.resolve("cache").toString();
    kobako.run("build", "-q", "--cache-to", "type=local,mode=max,dest=" + cache, ".").done();
    Kobako other = Kobako.withStore(temp.resolve("other")).in(context);
    assertThat(
            other
                .run(
                    "build",
                    "--progress",
                    "plain",
                    "--cache-from",
                    "type=local,src=" + cache,
                    "-t",
                    "app",
                    ".")
                .succeeded()
                .err())
        .contains("COPY a /kept/a\n#1 CACHED\n");
  }

  @Test
  void severalPlatformsMakeAnIndex() throws IOException {
    dockerfile("FROM scratch\nARG TARGETARCH\nCOPY a /$TARGETARCH\n");
    kobako.run("build", "-q", "-t", "app", "--platform", "linux/amd64,linux/arm64", ".").done();
    assertThat(kobako.run("inspect", "--raw", "app").done().out())
        .contains("application/vnd.oci.image.index.v1+json", "\"amd64\"", "\"arm64\"");
  }

  @Test
  void aTypeThatIsMistypedIsCorrected() {
    assertThat(kobako.run("build", "-o", "type=ocy,dest=x", "."))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --output type=ocy,dest=x: the type is 'ocy', expected one of oci, docker, local, tar, registry, image, store
                remedy: did you mean type=oci?
                """));
  }

  @Test
  void whatIsMissingIsToldWithItsLine() throws IOException {
    dockerfile("FROM scratch\nCOPY nothing /\n");
    Kobako.Result result = kobako.run("build", "-q", ".");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("Dockerfile:2: ", "2 | COPY nothing /", "remedy: ");
  }

  @Test
  void garbageCollectionTakesWhatBuildsHaveKeptWhenItIsAskedTo() {
    kobako.run("build", "-q", "-t", "app", ".").done();
    assertThat(kobako.run("gc").done().out()).doesNotContain("what builds have kept");
    Kobako.Result dry = kobako.run("gc", "--builds", "--dry-run").done();
    assertThat(dry.out()).containsPattern(" kB  what builds have kept: [0-9]+ files and folders\n");
    assertThat(kobako.run("gc", "--builds").done().out())
        .isEqualTo(dry.out().replace(" would go, ", " went, ").replace(" would stay", " stay"));
    assertThat(kobako.run("gc", "--json").done().out())
        .contains("\"builds\" : {\n    \"paths\" : 0,\n    \"freed\" : 0,\n    \"left\" : 0\n");
    assertThat(kobako.run("build", "--plan", ".").done().out()).contains("1 step would run");
    kobako.run("build", "-q", "-t", "app", ".").done();
  }

  @Test
  void nothingOfABuildGoesWhileItRuns() {
    kobako.run("build", "-q", "-t", "app", ".").done();
    try (BuildCache _ =
        BuildCache.in(BuildSession.cacheFolder(ImageStore.defaultRoot(kobako.environment())))) {
      Kobako.Result gc = kobako.run("gc", "--builds").succeeded();
      assertThat(gc.err())
          .isEqualTo("what builds have kept stays: somebody builds at the moment\n");
      assertThat(gc.out()).startsWith("0 B went, ");
    }
  }

  @Test
  void theSyntaxTreeIsPrinted() {
    assertThat(kobako.run("build", "--print-ast", "sexp", ".").done().out())
        .isEqualTo(
            """
            (from "scratch" "AS" "files")
            (copy "a" "/kept/a")
            (from "files")
            (label "x" "y" "=")
            """);
  }

  @Test
  void flagsOfDockersThatDoNothingSaySo() {
    assertThat(kobako.run("build", "-c", "512", "--rm", "-t", "app", ".").succeeded().err())
        .startsWith(
            "limits by --memory-swap, --cpu-shares, --cpuset-cpus, --cpuset-mems, --cgroup-parent"
                + " and --isolation are not applied\n");
    assertThat(kobako.run("build", "--squash", "."))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --squash: layers are not put together by kobako build
                remedy: leave it out
                """));
  }
}
