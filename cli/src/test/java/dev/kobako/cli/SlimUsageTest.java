package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kobako slim} says to words that mean nothing, before anything is run. */
@Timeout(60)
class SlimUsageTest {
  @TempDir Path temp;

  private Kobako kobako = Kobako.withStore(Path.of("/none"));

  @BeforeEach
  void storeAnImage() throws IOException {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    SlimImage.store(kobako);
  }

  private void refused(int code, String message, String... words) {
    assertThat(kobako.run(words)).isEqualTo(new Kobako.Result(code, "", "kobako: " + message));
  }

  @Test
  void somethingIsMadeOfSomethingForSomewhere() {
    refused(
        2,
        """
        kobako slim: no image is named
        remedy: name one, as in 'kobako slim app -t app:slim'; --help tells more
        """,
        "slim",
        "-t",
        "x");
    refused(
        2,
        """
        kobako slim: nothing says where the image should go
        remedy: add -t NAME for the store or -o LOCATION, or --dry-run to see what would be in it
        """,
        "slim",
        "box");
  }

  @Test
  void levelsRepairsAndBudgetsAreChecked() {
    refused(
        2,
        """
        --level tiny: expected repack, clean, package, minimal or proven
        remedy: write --level minimal
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--level",
        "tiny");
    refused(
        2,
        """
        --repair often: expected a number from 0 to 99
        remedy: write --repair 5
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--repair",
        "often");
    refused(
        2,
        """
        --budget: goes with --level proven only
        remedy: add that, or leave this out
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--budget",
        "5m");
  }

  @Test
  void containersHaveTheOptionsOfRunWithItsMessages() {
    refused(
        2,
        """
        --workdir srv: is not absolute
        remedy: write the whole path, starting with a slash
        """,
        "slim",
        "box",
        "-t",
        "x",
        "-w",
        "srv");
    refused(
        2,
        """
        --volume kept:/srv: volumes with names are not for trials, which would write to them
        remedy: give a folder, as in --volume ./data:/srv
        """,
        "slim",
        "box",
        "-t",
        "x",
        "-v",
        "kept:/srv");
    refused(
        2,
        """
        --network web: expected default, host or none
        remedy: write --network default; networks with names are not made by kobako
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--network",
        "web");
  }

  @Test
  void rulesAreKnownByName() {
    refused(
        2,
        """
        --no-rule own-file: is no clean rule, family or kind of program
        remedy: did you mean own-files? 'kobako slim --list-rules' lists them
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--no-rule",
        "own-file");
    assertThat(kobako.run("slim", "--list-rules").done().lines())
        .contains(
            "Clean rules, of all levels but repack:",
            "  apt-lists",
            "  own-files",
            "  python",
            "  nss")
        .doesNotContain("  exec", "  env");
  }

  @Test
  void keepFilesAreReadLineByLine() throws IOException {
    Files.writeString(temp.resolve("keep"), "# kept\n\n/bin\nsrv\n");

    refused(
        1,
        """
        keep:4: 'srv' is no absolute path and no package:NAME
        remedy: write a path from the image's root, as in /srv/www/**, or !/srv/www/old
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--keep-file",
        "keep");
    refused(
        2,
        """
        --keep-file none: %s/none can't be read
        remedy: name a file that is there
        """
            .formatted(temp),
        "slim",
        "box",
        "-t",
        "x",
        "--keep-file",
        "none");
  }

  @Test
  void whatAFileKeepsInVainIsToldByItsLine() throws IOException {
    Files.writeString(temp.resolve("keep"), "# kept\n/bin\n/srv/none\n");

    refused(
        2,
        """
        keep:3: nothing in box matches '/srv/none'
        remedy: check the path; globs match names as they are in the image
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--level",
        "clean",
        "--quiet",
        "--keep-file",
        "keep",
        "--",
        "/bin/sh",
        "-c",
        "exit");
  }

  @Test
  void wordsAreJudgedBeforeTheImageIsLookedFor() {
    refused(
        2,
        """
        --repair often: expected a number from 0 to 99
        remedy: write --repair 5
        """,
        "slim",
        "nowhere.invalid/app",
        "-t",
        "x",
        "--repair",
        "often");
    refused(
        2,
        """
        --progress: 'loud', expected one of auto, plain, tty, quiet
        remedy: write one of them
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--progress",
        "loud");
  }

  @Test
  void namesOfScenariosDiffer() throws IOException {
    Files.writeString(temp.resolve("runs.yaml"), "scenarios:\n  - name: run\n");

    refused(
        2,
        """
        --scenario: two scenarios are called 'run'
        remedy: choose another name: that is what the command line's is called
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--for",
        "1s",
        "--scenario",
        "runs.yaml");
  }

  @Test
  void aLockLeavesNothingToChoose() throws IOException {
    Files.writeString(temp.resolve("kobako.lock"), "something else\n");

    refused(
        2,
        """
        --check: does not go with --lock, by which nothing is run and nothing is chosen
        remedy: leave one of them out
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--lock",
        "kobako.lock",
        "--check",
        "./check");
    refused(
        2,
        """
        --accept-changes: goes with --lock only
        remedy: leave it out
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--accept-changes");
    assertThat(kobako.run("slim", "box", "-t", "x", "--lock", "kobako.lock").code()).isEqualTo(1);
  }

  @Test
  void listsOfPackagesNeedAPlace() {
    refused(
        2,
        """
        --sbom: nothing can be attached to an image there
        remedy: give it a file, as in --sbom spdx=app.spdx.json, or write the image to the store \
        or a registry as well
        """,
        "slim",
        "box",
        "-o",
        "oci-archive:x.tar",
        "--sbom",
        "spdx");
    refused(
        2,
        """
        --sbom list: expected spdx, cyclonedx, or one of these with =FILE
        remedy: write --sbom spdx or --sbom spdx=app.spdx.json
        """,
        "slim",
        "box",
        "-t",
        "x",
        "--sbom",
        "list");
  }
}
