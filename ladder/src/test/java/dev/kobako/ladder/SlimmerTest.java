package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.check.Drive;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.check.Subject;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real containers of a real program: the static busybox of this machine. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SlimmerTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();
  private MadeImage image;

  @BeforeEach
  void makeImage() throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    image =
        new MadeImage(folder)
            .layer(
                "RUN make",
                new TarBuilder()
                    .dir("bin/", 0755)
                    .file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX))
                    .symlink("bin/sh", "busybox")
                    .symlink("bin/cat", "busybox")
                    .symlink("bin/test", "busybox")
                    .symlink("bin/unused", "busybox")
                    .dir("data/", 0755)
                    .file("data/a", 0644, "a")
                    .file("data/b", 0644, "b")
                    .file("data/big", 0644, new byte[100_000]))
            .config(config -> config.entrypoint(List.of("/bin/sh", "-c", "sleep 100")));
  }

  private SlimRequest request(Level level, int repairs, String... commands) {
    List<Drive> drives = new ArrayList<>();
    for (String command : commands) {
      drives.add(new Drive.Exec(List.of("/bin/sh", "-c", command)));
    }
    Scenario scenario = new Scenario("run", RunOptions.NONE, drives);
    return new SlimRequest(
        level,
        List.of(scenario),
        new KeepRules(List.of(), List.of(), false, Set.of("made-files")), // all of it is made
        repairs,
        Proving.DEFAULT,
        Compression.GZIP,
        Instant.EPOCH,
        "1.2.3");
  }

  private SlimResult reduce(SlimRequest request) throws IOException {
    try (Slimmer slimmer = slimmer()) {
      return slimmer.reduce("app", image.image(), request);
    }
  }

  private Trials trials() {
    return new Trials(
        Containers.available(RUNC, folder.resolve("work")),
        new Trials.Limits(Duration.ofSeconds(20), Duration.ofSeconds(40)));
  }

  private Slimmer slimmer() {
    return slimmer(image);
  }

  private Slimmer slimmer(LaidOut laidOut) {
    return new Slimmer(
        laidOut,
        this::trials,
        image.staging(),
        new SlimProgress() {
          @Override
          public void begin(Phase phase) {}

          @Override
          public void end(Phase phase, Duration time) {}

          @Override
          public void note(String text) {
            notes.add(text);
          }
        });
  }

  private static List<String> paths(SlimResult result) {
    return result.keepSet().all().stream().map(kept -> kept.path().toString()).toList();
  }

  @Test
  void makesAnImageOfWhatWasAskedForAndRunsIt() throws IOException {
    SlimResult result = reduce(request(Level.MINIMAL, 0, "cat /data/a"));

    assertThat(paths(result))
        .contains("/bin/busybox", "/bin/sh", "/data/a", "/tmp")
        .doesNotContain("/data/b", "/data/big");
    assertThat(result.after().bytes()).isLessThan(result.before().bytes() - 100_000);
    assertThat(result.image().config().entrypoint()).containsExactly("/bin/sh", "-c", "sleep 100");
    assertThat(result.image().config().labels())
        .containsEntry("dev.kobako.slim.level", "minimal")
        .containsEntry("dev.kobako.slim.version", "1.2.3")
        .containsEntry("dev.kobako.slim.original", image.image().descriptor().digest().toString());
  }

  @Test
  void acceptsNoResultThatIsReadBackAsAnotherThoughItsRunPasses() {
    LaidOut damaged =
        new LaidOut() {
          @Override
          public List<Content> tars(List<Layer> layers) {
            return layers.equals(image.image().layers())
                ? image.tars(layers)
                : List.of(Content.of(new TarBuilder().dir("bin/", 0755).bytes()));
          }

          @Override
          public List<LayerFolders.Unpacked> folders(List<Layer> layers) {
            return image.folders(layers);
          }

          @Override
          public LayerFolders.NewLayer layOut(MemoryTree tree) {
            return image.layOut(tree);
          }
        };

    try (Slimmer slimmer = slimmer(damaged)) {
      assertThatThrownBy(
              () -> slimmer.reduce("app", image.image(), request(Level.MINIMAL, 0, "cat data/a")))
          .isInstanceOf(KobakoException.class)
          .message()
          .matches(
              "the new layer of app: \\d+ entries differ from what was to be written,"
                  + " the first is /bin/busybox\nremedy: check the disk and try again");
    }
  }

  @Test
  void givesTheSameBytesForTheSameRun() throws IOException {
    SlimRequest request = request(Level.MINIMAL, 0, "cat /data/a");

    assertThat(reduce(request).image().descriptor())
        .isEqualTo(reduce(request).image().descriptor());
  }

  @Test
  void makesTheSameImageByItsLockWithoutARun() throws IOException {
    SlimRequest request = request(Level.MINIMAL, 0, "cat /data/a");
    SlimResult result = reduce(request);
    SlimLock lock = SlimLock.read(SlimLock.of(result, request).bytes(), "kobako.lock");

    LockedSlimmer.Made again =
        new LockedSlimmer(image, image.staging(), SlimProgress.NONE)
            .reduce(
                "app", image.image(), new LockedSlimmer.Use(lock, "kobako.lock", false), request);

    assertThat(again.result().image().descriptor()).isEqualTo(result.image().descriptor());
  }

  @Test
  void writesAProfileOfTheSystemCallsUnderWhichTheChecksPass() throws IOException {
    SlimRequest request = request(Level.MINIMAL, 0, "cat /data/a");
    try (Slimmer slimmer = slimmer()) {
      SlimResult result = slimmer.reduce("app", image.image(), request);

      String profile = new String(slimmer.seccompProfile(result, request), StandardCharsets.UTF_8);

      assertThat(profile)
          .contains("SCMP_ACT_ERRNO", "\"execve\"", "\"read\"")
          .doesNotContain("\"mount\"", "\"mkdir\"", "listenerPath");
    }
  }

  @Test
  void writesNoProfileOfACheckThatFailsWhenItIsRunOnceMore() throws IOException {
    Drive.Check check = failing(3, folder.resolve("runs"));
    SlimRequest request =
        of(new Scenario("run", RunOptions.NONE, List.of(check)), request(Level.MINIMAL, 0));
    try (Slimmer slimmer = slimmer()) {
      SlimResult result = slimmer.reduce("app", image.image(), request);

      assertThatThrownBy(() -> slimmer.seccompProfile(result, request))
          .hasMessage(
              "app: the check passed on the result but not when it was run once more to see its"
                  + " system calls: check '"
                  + String.join(" ", check.command())
                  + "' ended with exit code 1, expected 0\n"
                  + "remedy: make it pass always: wait for what must be ready, and start from the"
                  + " same files each time; nothing was written");
    }
  }

  @Test
  void refusesAProfileWithTooFewCalls() throws IOException {
    SlimRequest request = request(Level.MINIMAL, 0, "mkdir /data/x");
    image.layer("RUN ln", new TarBuilder().symlink("bin/mkdir", "busybox"));
    try (Slimmer slimmer = slimmer();
        Trials trials = trials()) {
      SlimResult result = slimmer.reduce("app", image.image(), request);
      String profile = new String(slimmer.seccompProfile(result, request), StandardCharsets.UTF_8);
      Matcher names = Pattern.compile("\"([a-z_0-9]+)\"").matcher(profile);
      NavigableSet<String> without = new TreeSet<>();
      names.results().map(name -> name.group(1)).forEach(without::add);

      assertThat(without.remove("mkdir")).isTrue();
      Subject subject =
          new Subject(
              "app",
              image.folders(result.image().layers()),
              result.image().config(),
              result.keepSet().tree());
      Verdict verdict = trials.confined(subject, request.scenarios(), without);

      assertThat(verdict.failures().getFirst().output())
          .contains("can't create directory '/data/x': Operation not permitted");
    }
  }

  @Test
  void tellsACheckThatFailsOnTheOriginalApart() {
    assertThatThrownBy(() -> reduce(request(Level.MINIMAL, 5, "cat /data/c")))
        .hasMessageStartingWith("app: your check fails on the original image: ")
        .hasMessageContaining("can't open '/data/c'")
        .hasMessageEndingWith(
            "remedy: make the check pass on it, with 'kobako run' for example; nothing was"
                + " written");
  }

  @Test
  void addsWhatACheckAsksForThatNoTraceSaw() throws IOException {
    // The original has /data/big, so the first run never looks at /data/b.
    SlimResult result =
        reduce(
            request(
                Level.MINIMAL,
                2,
                "cd /data; for f in *; do [ $f = big ] && exit; done; cat b; exit 1"));

    assertThat(result.repaired()).contains(ImagePath.of("/data/big"));
    assertThat(notes).contains("asked for by the check, added: /data/big");
  }

  /**
   * Also shows how often it is run: on the original, on the result, and there once more watched.
   */
  @Test
  void believesNoCheckThatFailsOnTheResultAndPassesWhenItIsWatched() throws IOException {
    Path runs = folder.resolve("runs");
    Drive.Check check = failing(2, runs);
    Scenario scenario = new Scenario("run", RunOptions.NONE, List.of(check));
    SlimRequest request = request(Level.MINIMAL, 5);

    assertThatThrownBy(() -> reduce(of(scenario, request))).hasMessage(unlessWatched(check));
    assertThat(runs).hasContent("run\nrun\nrun\n");
  }

  /** Its runs that come to the check: the original, the repaired result, that unwatched. */
  @Test
  void believesNoRepairThatPassesOnlyWhenItIsWatched() throws IOException {
    Path runs = folder.resolve("runs");
    Drive.Check check = failing(3, runs);
    String asks = "cd /data; for f in *; do [ $f = big ] && exit; done; cat b; exit 1";
    Drive exec = new Drive.Exec(List.of("/bin/sh", "-c", asks));
    Scenario scenario = new Scenario("run", RunOptions.NONE, List.of(exec, check));
    SlimRequest request = request(Level.MINIMAL, 5);

    assertThatThrownBy(() -> reduce(of(scenario, request))).hasMessage(unlessWatched(check));
    assertThat(notes).contains("asked for by the check, added: /data/big");
    assertThat(runs).hasContent("run\nrun\nrun\n");
  }

  /** Its runs: the original, minimal's result, and what was written at last. */
  @Test
  void believesNoCheckAtLevelProvenThatFailsOnWhatWasWrittenAtLast() throws IOException {
    Path runs = folder.resolve("runs");
    Drive.Check check = failing(3, runs);
    Scenario scenario = new Scenario("run", RunOptions.NONE, List.of(check));
    SlimRequest request = request(Level.PROVEN, 5);

    assertThatThrownBy(() ->
            reduce(
                new SlimRequest(
                    request.level(),
                    List.of(scenario),
                    request.rules(),
                    request.repairs(),
                    new Proving(Duration.ZERO, 1, Optional.empty()),
                    request.compression(),
                    request.created(),
                    request.version())))
        .hasMessage(
            "app: the check passed while the smallest was searched but not on what was written of"
                + " that: check '"
                + String.join(" ", check.command())
                + "' ended with exit code 1, expected 0\n"
                + "remedy: it seems to pass at times only: make it pass always, or use --level"
                + " minimal; nothing was written");
    assertThat(runs).hasContent("run\nrun\nrun\n");
  }

  /** A check that fails at one run of all, and writes down each. */
  private static Drive.Check failing(int run, Path runs) {
    return new Drive.Check(
        List.of("sh", "-c", "echo run >>%s; [ $(wc -l <%s) != %d ]".formatted(runs, runs, run)));
  }

  private static String unlessWatched(Drive.Check check) {
    return "app: the check passes on the original but fails on the result unless it is watched:"
        + " check '"
        + String.join(" ", check.command())
        + "' ended with exit code 1, expected 0\n"
        + "remedy: make it pass always: wait for what must be ready, and start from the same files"
        + " each time; nothing was written";
  }

  private static SlimRequest of(Scenario scenario, SlimRequest request) {
    return new SlimRequest(
        request.level(),
        List.of(scenario),
        request.rules(),
        request.repairs(),
        request.proving(),
        request.compression(),
        request.created(),
        request.version());
  }

  @Test
  void givesUpWithAListAfterSoManyRepairs() {
    assertThatThrownBy(() ->
            reduce(
                request(
                    Level.MINIMAL,
                    0,
                    "cd /data; for f in *; do [ $f = big ] && exit; done; cat b; exit 1")))
        .hasMessageContaining("the check passes on the original but not on the result: ")
        .hasMessageContaining("it asked in vain for /data/b")
        .hasMessageEndingWith(
            "remedy: allow more repairs with --repair N, or keep these with --keep; nothing was"
                + " written");
  }

  @Test
  void keepsEverythingAtLevelRepack() throws IOException {
    SlimResult result =
        reduce(
            new SlimRequest(
                Level.REPACK,
                List.of(),
                KeepRules.NONE,
                0,
                Proving.DEFAULT,
                Compression.GZIP,
                Instant.EPOCH,
                "1.2.3"));

    assertThat(result.after().files()).isEqualTo(result.before().files());
    assertThat(paths(result)).contains("/bin/unused", "/data/big");
  }

  @Test
  void takesAwayAllWithoutWhichTheChecksPassAtLevelProven() throws IOException {
    SlimResult result =
        reduce(request(Level.PROVEN, 0, "test -e /data/b; test -e /data/big; cat /data/a"));

    assertThat(paths(result))
        .contains("/bin/busybox", "/bin/sh", "/data/a", "/tmp")
        .doesNotContain("/bin/unused", "/data/b", "/data/big");
    Proof proof = result.proof().orElseThrow();
    assertThat(proof.isMinimal()).isTrue();
    assertThat(proof.needed()).isEqualTo(proof.units() - proof.removed());
    assertThat(proof.bytes()).isEqualTo(100_001);
    assertThat(result.image().config().labels()).containsEntry("dev.kobako.slim.level", "proven");
  }

  @Test
  void keepsAtLevelProvenWhatTheUserKeeps() throws IOException {
    SlimRequest request = request(Level.PROVEN, 0, "cat /data/a");
    KeepRules keep = new KeepRules(List.of("/data/b"), List.of(), false, Set.of());

    SlimResult result =
        reduce(
            new SlimRequest(
                request.level(),
                request.scenarios(),
                keep,
                0,
                request.proving(),
                request.compression(),
                request.created(),
                request.version()));

    assertThat(paths(result)).contains("/data/a", "/data/b").doesNotContain("/data/big");
  }

  @Test
  void saysWhatIsLeftToTryWhenTheBudgetIsSpent() throws IOException {
    SlimRequest request = request(Level.PROVEN, 0, "test -e /data/b; cat /data/a");

    SlimResult result =
        reduce(
            new SlimRequest(
                request.level(),
                request.scenarios(),
                request.rules(),
                0,
                new Proving(Duration.ZERO, 1, Optional.empty()),
                request.compression(),
                request.created(),
                request.version()));

    Proof proof = result.proof().orElseThrow();
    assertThat(proof.tries()).isZero();
    assertThat(proof.text())
        .isEqualTo(
            "of the %1$d remaining files %1$d are left to try: 0 break a check if they go (0 tries);"
                    .formatted(proof.units())
                + " give more time with --budget");
    assertThat(paths(result)).contains("/data/a", "/data/b");
  }

  @Test
  void refusesAtLevelProvenACheckThatPassesAtTimes() {
    Path once = folder.resolve("once");
    List<String> check = List.of("/bin/sh", "-c", "test ! -e " + once + " && touch " + once);
    Scenario scenario = new Scenario("run", RunOptions.NONE, List.of(new Drive.Check(check)));
    SlimRequest request = request(Level.PROVEN, 0);

    assertThatThrownBy(() ->
            reduce(
                new SlimRequest(
                    request.level(),
                    List.of(scenario),
                    request.rules(),
                    0,
                    request.proving(),
                    request.compression(),
                    request.created(),
                    request.version())))
        .hasMessage(
            "app: your check passes on the original image at times only: it did so once and then"
                + " failed, so it can't prove anything: check '"
                + String.join(" ", check)
                + "' ended with exit code 1, expected 0\n"
                + "remedy: make it pass always: wait for what must be ready, and start from the"
                + " same files each time; nothing was written");
  }

  @Test
  void refusesToProveWithoutACheck() {
    assertThatThrownBy(() -> reduce(request(Level.PROVEN, 0)))
        .hasMessage(
            "app: there is no check, and so nothing that level proven could prove\n"
                + "remedy: say how to run it, with --check, --exec or --http, or use another"
                + " --level");
  }
}
