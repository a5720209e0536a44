package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images made smaller and run in real containers, by the command as people type it. */
@Timeout(120)
class SlimCommandTest {
  @TempDir Path temp;

  private Kobako kobako = Kobako.withStore(Path.of("/none"));

  @BeforeEach
  void storeAnImage() throws IOException {
    HostCommand.assume("runc", "busybox", "unshare", "setpriv");
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    SlimImage.store(kobako);
  }

  /** A check of the user's. */
  private String check(String... lines) throws IOException {
    Path script = temp.resolve("check.sh");
    Files.writeString(script, "#!/bin/sh\nset -eu\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }

  /** A container, in a process of its own: what it prints does not go through the console. */
  private Kobako.Result run(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("run", "--rm"));
    all.addAll(List.of(words));
    try (KobakoProcess process = KobakoProcess.start(kobako, all.toArray(new String[0]))) {
      return process.result();
    }
  }

  private Kobako.Result slim(String... more) {
    List<String> words = new ArrayList<>(List.of("slim", "box", "-t", "box:slim"));
    words.addAll(List.of(more));
    return kobako.run(words);
  }

  private String runs(String... words) throws Exception {
    return run(words).succeeded().out();
  }

  @Test
  void theResultHasWhatTheCheckNeedsAndLittleElse() throws Exception {
    Kobako.Result made =
        slim(
                "--check",
                check("test \"$($KOBAKO_RUN)\" = hello"),
                "--label",
                "team=green",
                "--annotation",
                "org.opencontainers.image.title=box")
            .succeeded();

    assertThat(made.out())
        .contains("removed, the biggest:", "/data/big", "written to box:slim")
        .doesNotContain("added, since");
    assertThat(runs("box:slim")).isEqualTo("hello\n");
    assertThat(run("box:slim", "cat /etc/other").code()).isEqualTo(1);
    assertThat(kobako.run("inspect", "box:slim", "--json").done().out())
        .contains("\"team\" : \"green\"", "dev.kobako.slim.original", "/bin/sh")
        .contains(made.lines().getLast());
  }

  @Test
  void levelRepackKeepsTheTreeAndRunsNothing() throws Exception {
    Kobako.Result made =
        kobako
            .with("PATH", "/nothing")
            .run("slim", "box", "--level", "repack", "-q", "-o", "oci-archive:" + temp + "/box.tar")
            .succeeded();

    assertThat(made.out()).startsWith("sha256:");
    assertThat(kobako.run("inspect", "oci-archive:" + temp + "/box.tar").code()).isZero();
    assertThat(Files.size(temp.resolve("box.tar")))
        .isLessThan(Files.size(Path.of("/bin/busybox")) + 100_000);
  }

  @Test
  void layersAreCompressedWhereTheyLeaveTheStore() {
    String archive = "oci-archive:" + temp.resolve("box.tar");

    String out = slim("--check", "true").succeeded().out();

    assertThat(out).contains("(it lies in the store as it is; a push compresses it)");
    assertThat(layersOf("box:slim")).doesNotContain("gzip");
    slim("--level", "repack").succeeded();
    assertThat(layersOf("box:slim")).contains("gzip");
    assertThat(slim("--check", "true", "-o", archive).succeeded().out()).doesNotContain("a push");
    assertThat(layersOf(archive)).contains("gzip");
  }

  private String layersOf(String image) {
    String json = kobako.run("inspect", image, "--json").succeeded().out();
    return json.substring(json.indexOf("\"layers\""));
  }

  @Test
  void aFileThatNoTraceSawIsAddedAndNamed() throws Exception {
    String check =
        check(
            "test -e seen && word=/etc/other || word=/etc/word",
            ": > seen",
            "$KOBAKO_RUN \"cat $word\"");

    Kobako.Result made = slim("--check", check).succeeded();

    assertThat(made.out()).contains("added, since a check asked for it in vain:\n  /etc/other\n");
    assertThat(made.err()).contains("asked for by the check, added: /etc/other");
    assertThat(runs("box:slim", "cat /etc/other")).isEqualTo("the other word\n");
  }

  @Test
  void aCheckThatCanNotBeRepairedWritesNothing() throws Exception {
    String check = check("test ! -e seen", ": > seen", "$KOBAKO_RUN");

    Kobako.Result failed = slim("--check", check);

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("kobako: box: the check passes on the original but not on the result: ")
        .contains("it asked for nothing that was taken away")
        .contains("nothing was written");
    assertThat(kobako.run("images").done().out()).doesNotContain("slim");
  }

  @Test
  void noRepairIsMadeWhereNoneIsAllowed() throws Exception {
    String check =
        check(
            "test -e seen && word=/etc/other || word=/etc/word",
            ": > seen",
            "$KOBAKO_RUN \"cat $word\"");

    Kobako.Result failed = slim("--repair", "0", "--check", check);

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("it asked in vain for /etc/other");
    assertThat(kobako.run("images").done().out()).doesNotContain("slim");
  }

  @Test
  void aCheckThatFailsOnTheOriginalIsToldApart() throws Exception {
    Kobako.Result failed = slim("--check", check("$KOBAKO_RUN 'exit 3'"));

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("kobako: box: your check fails on the original image: ");
    assertThat(kobako.run("images").done().out()).doesNotContain("slim");
  }

  @Test
  void theLockMakesTheSameAgainWithoutARun() throws Exception {
    String digest =
        kobako
            .run("slim", "box", "-q", "-t", "box:slim", "--write-lock", "kobako.lock")
            .succeeded()
            .out();

    Kobako.Result again =
        kobako
            .with("PATH", "/nothing")
            .run("slim", "box", "-q", "-t", "box:again", "--lock", "kobako.lock");

    assertThat(again.succeeded().out()).isEqualTo(digest);
  }

  @Test
  void reportsAndListsOfPackagesLieBesideTheImage() throws Exception {
    Kobako.Result made =
        slim("--json", "--report", "report.json", "--sbom", "spdx", "--sbom", "cyclonedx=list.json")
            .succeeded();

    assertThat(made.out()).startsWith("{").contains("\"written\" : [ \"box:slim\" ]");
    assertThat(temp.resolve("report.json")).content().contains("\"path\" : \"/etc/word\"");
    assertThat(temp.resolve("list.json")).content().contains("CycloneDX");
    assertThat(kobako.run("referrers", "box:slim").done().out()).contains("application/spdx+json");
  }

  @Test
  void aDryRunTellsWhatWouldGoAndWritesNothing() throws Exception {
    Kobako.Result told = kobako.run("slim", "box", "--dry-run", "--drop", "/etc/group").succeeded();

    assertThat(told.out())
        .startsWith("nothing is written; ")
        .contains("would stay:", "would go, the biggest:", "/data/big", "/etc/group");
    assertThat(kobako.run("images", "-q").done().lines()).hasSize(1);
  }

  @Test
  void scenariosArgumentsAndKeepFilesCount() throws Exception {
    Files.writeString(
        temp.resolve("runs.yaml"),
        """
        scenarios:
          - name: other
            arguments: [cat /etc/other]
        """);
    Files.writeString(temp.resolve("keep"), "# for people\n/bin/unused\n!/etc/gro*\n");

    slim(
            "--for",
            "1s",
            "--scenario",
            "runs.yaml",
            "--keep-file",
            "keep",
            "--",
            "read -t 3 line || cat /data/big")
        .succeeded();

    assertThat(runs("box:slim", "cat /etc/other /data/big; test -e /bin/unused"))
        .isEqualTo("the other word\nsmall now\n");
    assertThat(run("box:slim", "test -e /etc/group").code()).isEqualTo(1);
  }
}
