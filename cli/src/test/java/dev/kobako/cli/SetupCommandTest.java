package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kobako setup} says of tools that are there or can't be had; no server is reached. */
@Timeout(60)
class SetupCommandTest {
  /** Nobody listens there. */
  private static final String NOWHERE = "http://127.0.0.1:1/debian";

  @TempDir Path temp;
  private Path bin;
  private Kobako kobako;

  @BeforeEach
  void emptyPath() throws IOException {
    bin = Files.createDirectory(temp.resolve("bin"));
    kobako = Kobako.withStore(temp.resolve("home")).with("PATH", bin.toString());
  }

  private void onPath(String tool, String says) throws IOException {
    Path file = Files.writeString(bin.resolve(tool), "#!/bin/sh\necho " + says + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void whatIsOnThePathStaysInUse() throws Exception {
    onPath("runc", "runc version 1.2.6");
    onPath("upx", "upx 4.2.4");
    onPath("busybox", "BusyBox v1.35.0");

    assertThat(kobako.run("setup").done().out())
        .isEqualTo(
            """
            runc             1.2.6  %s/runc  (on the PATH)
            upx              4.2.4  %s/upx  (on the PATH)
            busybox          1.35.0  %s/busybox  (on the PATH)
            """
                .formatted(bin, bin, bin));
    assertThat(kobako.run("setup", "-q", "upx", "runc", "upx").done().out())
        .isEqualTo("%s/upx%n%s/runc%n".formatted(bin, bin));
    assertThat(kobako.run("setup", "runc", "--json").done().out())
        .isEqualTo(
            """
            {
              "tools" : [ {
                "name" : "runc",
                "version" : "1.2.6",
                "program" : "%s/runc",
                "place" : "path"
              } ]
            }
            """
                .formatted(bin));
    assertThat(temp.resolve("home")).doesNotExist();
  }

  @Test
  void theListTellsWhatIsNotThere() throws Exception {
    onPath("runc", "runc version 1.2.6");
    onPath("strip", "GNU strip 2.30");

    assertThat(kobako.run("setup", "--list").done().out())
        .isEqualTo(
            """
            runc             1.2.6  %s/runc  (on the PATH)
            upx              is not there; 'kobako setup upx' brings it
            strip            is not there; 'kobako setup strip' brings it
            busybox          is not there; 'kobako setup busybox' brings it
            tini-static      is not there; 'kobako setup tini-static' brings it
            shellcheck       is not there; 'kobako setup shellcheck' brings it
            docker-registry  is not there; 'kobako setup docker-registry' brings it
            """
                .formatted(bin));
    assertThat(kobako.run("setup", "--list", "runc").done().lines()).hasSize(1);
    assertThat(kobako.run("setup", "--list", "runc", "upx").code()).isEqualTo(1);
    assertThat(kobako.run("setup", "--list", "upx", "--json"))
        .isEqualTo(new Kobako.Result(1, "{\n  \"tools\" : [ ]\n}\n", ""));
  }

  @Test
  void aNameThatIsMistypedIsCorrected() {
    assertThat(kobako.run("setup", "runcc"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: runcc: is no tool that kobako uses
                remedy: did you mean runc? there are runc, upx, strip, busybox, tini-static, shellcheck, docker-registry
                """));
    assertThat(kobako.run("setup", "postgresql").err())
        .isEqualTo(
            """
            kobako: postgresql: is no tool that kobako uses
            remedy: there are runc, upx, strip, busybox, tini-static, shellcheck, docker-registry
            """);
  }

  @Test
  void whatIsTooOldAndCantBeFetchedSaysBoth() throws Exception {
    onPath("runc", "runc version 1.0.2");

    assertThat(kobako.run("setup", "runc", "--offline", "--mirror", NOWHERE))
        .isEqualTo(
            new Kobako.Result(
                3,
                "",
                """
                fetching runc from Debian trixie
                kobako: runc: is not on the PATH in version 1.1.0 or newer (%s/runc is 1.0.2), and can't be fetched: %s/dists/trixie/InRelease: was not fetched before, and nothing is fetched now
                remedy: install runc (Debian: runc), or bring it with 'kobako setup runc': run this once without --offline
                """
                    .formatted(bin, NOWHERE)));
  }

  @Test
  void aHomeThatCantBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    Kobako there = kobako.with("KOBAKO_HOME", file.resolve("home").toString());

    assertThat(there.run("setup", "-q", "runc"))
        .isEqualTo(
            new Kobako.Result(
                3,
                "",
                """
                kobako: runc: is not on the PATH in version 1.1.0 or newer, and can't be fetched: %s/apt/archives: can't be written: %s: Not a directory
                remedy: install runc (Debian: runc), or bring it with 'kobako setup runc': check that the folder exists and can be written by you
                """
                    .formatted(file.resolve("home"), file.resolve("home"))));
  }

  @Test
  void aSuiteThatIsNoNameIsRefused() {
    assertThat(kobako.run("setup", "-q", "--own", "upx", "--suite", "../x"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: '../x': is no name of a suite
                remedy: give one like bookworm
                """));
  }
}
