package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that fork, crash, talk and never end, under trace: trials end and leave nothing. */
@Timeout(60)
class UnrulyProgramsTest {
  /** What the programs of these tests are known by, among all of this machine. */
  private static final String MARK = "sleep 4321986";

  @TempDir Path folder;
  private TrialBox box;

  @BeforeAll
  static void assumeTools() {
    TrialBox.assumeTools();
  }

  @BeforeEach
  void makeBox() throws IOException {
    box = new TrialBox(folder);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(box.isEmpty()).isTrue();
    assertThat(ProcessHandle.allProcesses().map(each -> each.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains(MARK));
  }

  private static Drive running(Duration time) {
    return new Drive.For(time);
  }

  @Test
  void whatForksWithoutEndMeetsALimitAndIsEnded() throws Exception {
    assumeTrue(
        Files.isWritable(Path.of("/sys/fs/cgroup/pids"))
            || Files.isWritable(Path.of("/sys/fs/cgroup/cgroup.procs")),
        "a control group for processes is needed");
    box.with(60);
    String bomb = "bomb() { bomb | bomb & busybox " + MARK + "; }; echo up; bomb; busybox " + MARK;

    Verdict verdict =
        box.traced(
            box.running("exec 2>&1; " + bomb),
            new Drive.UntilLog(Pattern.compile("up")),
            new Drive.UntilLog(Pattern.compile("can't fork")));

    // Whether the shell survives that is its own business.
    assertThat(verdict.failures())
        .allSatisfy(each -> assertThat(each.what()).contains("when it was stopped"));
    assertThat(verdict.trace().asked()).containsKey("/bin/busybox");
  }

  @Test
  void whatIsDeafAndBusyAndHasStoppedAndOrphanedChildrenIsEnded() throws Exception {
    String script =
        "trap '' TERM INT HUP QUIT; for i in 1 2 3 4 5; do"
            + " (busybox setsid busybox "
            + MARK
            + " & busybox "
            + MARK
            + " & kill -STOP $!) & done; echo up; while :; do busybox true; done";

    Verdict verdict = box.traced(box.running(script), new Drive.UntilLog(Pattern.compile("up")));

    assertThat(verdict.failures()).isEmpty();
  }

  @Test
  void aCrashIsToldWithItsSignal() throws Exception {
    Verdict verdict =
        box.traced(
            box.running("exec 2>&1; busybox sh -c 'kill -SEGV $$'; echo crashed: $?; exit 7"),
            running(Duration.ofSeconds(20)));

    assertThat(verdict.failures())
        .containsExactly(
            new Verdict.Failure(
                "the program ended with exit code 7", "Segmentation fault\ncrashed: 139"));
  }

  @Test
  void whatTalksWithoutEndIsReadAndForgotten() throws Exception {
    Runtime memory = Runtime.getRuntime();

    Verdict verdict =
        box.traced(
            box.running("busybox yes $(busybox seq 1000) & busybox yes >&2"),
            running(Duration.ofSeconds(3)));

    System.gc();
    assertThat(verdict.failures()).isEmpty();
    assertThat(memory.totalMemory() - memory.freeMemory()).isLessThan(200L << 20);
  }

  @Test
  void aCheckThatTalksWithoutEndIsEndedWhenItsTimeIsOver() throws Exception {
    box.within(Duration.ofSeconds(2), Duration.ofSeconds(4));

    Verdict verdict =
        box.traced(
            box.running("busybox yes"),
            box.script("$KOBAKO_START; $KOBAKO_RUN & while :; do echo talk; done"));

    assertThat(verdict.failures())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.what()).contains("did not end in time");
          assertThat(each.output()).hasSizeLessThan(10_000);
        });
  }

  @Test
  void whatAsksForNamesWithoutEndIsNotedInBounds() throws Exception {
    Verdict verdict =
        box.traced(
            box.running("i=0; while :; do i=$((i+1)); test -e /none/$i; done"),
            running(Duration.ofSeconds(2)));

    assertThat(verdict.failures()).isEmpty();
    assertThat(verdict.trace().asked()).containsKeys("/none/1", "/none/100");
  }

  @Test
  void aProgramThatEndsItsCheckersPatienceIsAFailureInTime() throws Exception {
    box.within(Duration.ofSeconds(1), Duration.ofSeconds(2));

    Verdict verdict =
        box.traced(
            box.running("trap '' TERM; while :; do busybox true; done"),
            new Drive.Exec(List.of("/bin/busybox", "sleep", "4321986")));

    assertThat(verdict.failures()).hasSize(1);
  }
}
