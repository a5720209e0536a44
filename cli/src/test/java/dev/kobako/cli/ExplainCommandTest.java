package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako explain} and {@code kobako why}, as users see them. */
@Timeout(60)
class ExplainCommandTest {
  private static final String STATUS =
      """
      Package: git
      Status: install ok installed
      Architecture: amd64
      Version: 1:2.39

      Package: forge
      Status: install ok installed
      Architecture: amd64
      Version: 3
      Depends: libc6, git (>= 1:2) | vcs

      """;

  @TempDir Path temp;
  private Kobako kobako;
  private Image image;

  @BeforeEach
  void prepare() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    Layer first =
        layer(
            new TarBuilder()
                .dir("opt", 0755)
                .file("opt/data", 0644, new byte[40_000])
                .file("opt/odd\u001b[2J\nname", 0644, new byte[2000])
                .file("usr/bin/git", 04755, new byte[3000])
                .file("var/lib/dpkg/status", 0644, STATUS)
                .file("var/lib/dpkg/info/git.list", 0644, "/usr/bin/git\n"));
    Layer second =
        layer(
            new TarBuilder()
                .owner(1000, 1000)
                .file("opt/data", 0644, new byte[40_000])
                .whiteout("opt/odd\u001b[2J\nname"));
    image =
        ImageAssembly.scratch(ImageConfig.builder().platform(Platform.parse("linux/amd64")).build())
            .plus(first, HistoryEntry.of(Instant.EPOCH, "COPY . /"))
            .plus(second, HistoryEntry.of(Instant.EPOCH, "RUN chown -R app /opt \u001b[2J"))
            .image(Instant.EPOCH);
    new OciLayout(temp.resolve("from")).write(image, "1");
  }

  private Layer layer(TarBuilder tar) {
    byte[] bytes = tar.bytes();
    return LayerWriter.write(temp, Compression.NONE, out -> out.write(bytes));
  }

  private String where() {
    return "oci:" + temp.resolve("from") + ":1";
  }

  @Test
  void showsOnAPageWhereTheBytesWent() {
    assertThat(kobako.run("explain", where()).done().out())
        .isEqualTo(
            """
            WHERE  DIGEST
            linux/amd64, 85.2 kB on disk, 93.2 kB as stored, 2 layers; 43.2 kB visible in 4 files, 42.0 kB wasted (49.3 %)

            layer  on disk  as stored   wasted  added  changed  deleted  by
                0  45.2 kB    50.7 kB  42.0 kB      6        0        0  COPY . /
                1  40.0 kB    42.5 kB        -      0        1        1  RUN chown -R app /opt [2J

            folders
                 40.0 kB  /opt  1 file
                  3.0 kB  /usr/bin  1 file
                   203 B  /var/lib/dpkg  2 files

            files
                 40.0 kB  /opt/data  layer 1
                  3.0 kB  /usr/bin/git  layer 0
                   190 B  /var/lib/dpkg/status  layer 0
                    13 B  /var/lib/dpkg/info/git.list  layer 0

            packages
                 40.2 kB  no package  3 files
                  3.0 kB  git 1:2.39 (deb)  1 file

            wasted
                 40.0 kB  of layer 0 shipped again for another mode or owner by layer 1: /opt/data (RUN chown -R app /opt [2J)
                  2.0 kB  of layer 0 deleted by layer 1: /opt/odd\\x1b[2J\\x0aname (RUN chown -R app /opt [2J)

            setuid or setgid
              /usr/bin/git  layer 0

            what could go (--advice tells more)
                 40.0 kB  bytes in lower layers of what is shipped again with another mode or owner by layer 1 (RUN chown -R app /opt [2…  (41.0 kB as stored)
                          kobako slim WHERE --level repack
                  2.0 kB  bytes in lower layers of what is deleted by layer 1 (RUN chown -R app /opt [2J)  (2.6 kB as stored)
                          kobako slim WHERE --level repack

            dive's figures: efficiency 50.71 %, 82.0 kB wasted
            """
                .replace("WHERE", where())
                .replace("DIGEST", image.descriptor().digest().toString()));
  }

  @Test
  void givesEverythingAsJson() {
    assertThat(kobako.run("explain", where(), "--json").done().out())
        .contains(
            """
              "size" : 85203,
            """,
            """
              "waste" : [ {
                "path" : "/opt/data",
                "size" : 40000,
                "layer" : 0,
                "by" : 1,
                "fate" : "attributes-changed"
              }, {
                "path" : "/opt/odd\\\\x1b[2J\\\\x0aname",
            """);
  }

  @Test
  void tellsWhereTheConfigurationHasASecretAndNeverTheSecret() {
    // put together here, so that no scanner of sources takes it for a real one
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    Image leaking =
        ImageAssembly.scratch(
                ImageConfig.builder()
                    .platform(Platform.parse("linux/amd64"))
                    .env(List.of("TOKEN=" + token))
                    .build())
            .plus(
                layer(new TarBuilder().file("a", 0644, "a")),
                HistoryEntry.of(Instant.EPOCH, "RUN |1 TOKEN=" + token + " /bin/sh -c make"))
            .image(Instant.EPOCH);
    new OciLayout(temp.resolve("leaking")).write(leaking, "1");
    String page = kobako.run("explain", "oci:" + temp.resolve("leaking") + ":1").done().out();
    assertThat(page)
        .contains(
            """
            secrets
              GitHub token  config: ENV TOKEN
              GitHub token  history 0: RUN TOKEN
            """,
            "RUN |1 TOKEN=*** /bin/sh -c make")
        .doesNotContain(token);
    for (String form : List.of("--quiet", "--json")) {
      assertThat(
              kobako.run("why", "oci:" + temp.resolve("leaking") + ":1", "/a", form).done().out())
          .contains("RUN |1 TOKEN=*** /bin/sh -c make")
          .doesNotContain(token);
      assertThat(kobako.run("diff", where(), "oci:" + temp.resolve("leaking") + ":1", form).out())
          .contains("env TOKEN", "***")
          .doesNotContain(token);
    }
    assertThat(kobako.run("explain", "oci:" + temp.resolve("leaking") + ":1", "--json").out())
        .contains(
            """
              "settingSecrets" : [ {
                "place" : "config: ENV TOKEN",
                "kind" : "github-token"
              }, {
                "place" : "history 0: RUN TOKEN",
                "kind" : "github-token"
              } ],
            """)
        .doesNotContain(token);
  }

  @Test
  void saysWhyAFileIsThere() {
    assertThat(kobako.run("why", where(), "/usr/bin/git").done().out())
        .isEqualTo(
            """
            /usr/bin/git
              added by layer 0, 3.0 kB  COPY . /
              of the package git 1:2.39 (deb)
                needed by forge 3 (deb)
                  which no other package needs
            """);
  }

  @Test
  void saysWhatTookAFileAway() {
    Kobako.Result result = kobako.run("why", where(), "/opt/odd\u001b[2J\nname");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            /opt/odd\\x1b[2J\\x0aname  is not in the image
              added by layer 0, 2.0 kB  COPY . /
              deleted by layer 1, 2.0 kB  RUN chown -R app /opt  [2J
            """);
  }

  @Test
  void saysInFullWhatCouldGo() {
    assertThat(kobako.run("explain", where(), "--advice").done().out())
        .isEqualTo(
            """
            WHERE: 85.2 kB on disk, 93.2 kB as stored

                 40.0 kB  bytes in lower layers of what is shipped again with another mode or owner by layer 1 (RUN chown -R app /opt [2…  (41.0 kB as stored)
                          1 file of layer 0
                          /opt/data
                          Dockerfile: copy them with COPY --chown=app, and leave the change out
                          or: kobako slim WHERE --level repack

                  2.0 kB  bytes in lower layers of what is deleted by layer 1 (RUN chown -R app /opt [2J)  (2.6 kB as stored)
                          1 file of layer 0
                          /opt/odd\\x1b[2J\\x0aname
                          Dockerfile: delete them at the end of the RUN that makes them, or make them in a stage of its own
                          or: kobako slim WHERE --level repack

            together: 42.0 kB on disk (49.3 %), 43.5 kB as stored
            """
                .replace("WHERE", where()));
  }

  @Test
  void endsWithOneWhereABudgetIsNotKept() {
    Kobako.Result result =
        kobako.run(
            "explain", where(), "--max-size", "80kB", "--max-waste", "50%", "--forbid", "*.x");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            WHERE: 3 budgets, 1 finding
            WHERE: 85203 bytes in files, expected at most 80000 [max-size]
            remedy: see what could go: kobako explain WHERE --advice
            """
                .replace("WHERE", where()));
    assertThat(kobako.run("explain", where(), "--max-size", "90kB").done().out())
        .isEqualTo(where() + ": 1 budget, all kept\n");
  }

  @Test
  void readsBudgetsOfTheProjectAndOnesWrittenForDive() throws IOException {
    Files.writeString(
        temp.resolve(".kobako.yaml"),
        "budgets: {max-size: 1 kB, max-growth: 1 %, against: 'WHERE', forbid: [setuid]}"
            .replace("WHERE", where()));
    Files.writeString(temp.resolve(".dive-ci"), "rules: {highestWastedBytes: 80KB}");
    Kobako.Result result =
        kobako.run("explain", where(), "--ci", "--max-size", "1MB", "--format", "github");
    assertThat(result.code()).isEqualTo(1);
    assertThat(
            result.out().lines().map(line -> line.replaceAll(".*title=kobako ([a-z-]+).*", "$1")))
        .containsExactly(
            "forbid-setuid",
            "dive-lowest-efficiency",
            "dive-highest-wasted-bytes",
            "dive-highest-user-wasted-percent");
  }

  @Test
  void refusesToCheckNothing() {
    Kobako.Result result = kobako.run("explain", where(), "--ci");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            """
            kobako: --ci: no budget is there to be checked
            remedy: write 'budgets:' with max-size and so on in .kobako.yaml, or give --max-size
            """);
  }

  @Test
  void refusesOptionsThatCanNotGoTogetherBeforeAnythingIsRead() {
    assertThat(kobako.run("explain", "nowhere", "--format", "sarif"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --format: no budget is there to be checked
                remedy: give --ci, or --json for everything that explain finds
                """));
    assertThat(kobako.run("explain", "nowhere", "--max-size", "1MB", "--json"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --json: budgets are checked, which print their own findings
                remedy: write --format json
                """));
    assertThat(kobako.run("explain", "nowhere", "--max-size", "1MB", "--tui").code()).isEqualTo(2);
    assertThat(kobako.run("explain", "nowhere", "--max-size", "99999999999GB").code()).isEqualTo(2);
  }
}
