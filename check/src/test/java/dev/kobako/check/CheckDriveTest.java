package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks are scripts on this machine that start containers of busybox. */
@Timeout(60)
class CheckDriveTest {
  @TempDir Path folder;

  private TrialBox box;

  @BeforeEach
  void makeBox() throws IOException {
    box = new TrialBox(folder);
  }

  private void passes(Subject subject, String script) throws IOException {
    Verdict verdict = box.untraced(subject, box.script("set -eu\n" + script));
    assertThat(verdict.failures()).as(String.join("\n", box.log)).isEmpty();
    assertThat(box.isEmpty()).isTrue();
  }

  @Test
  void aRunIsAPrefixWithInputOutputAndExitCode() throws Exception {
    passes(
        box.running("echo by itself"),
        """
        test "$($KOBAKO_RUN)" = "by itself"
        test "$(echo in | $KOBAKO_RUN /bin/sh -c 'read x; echo "got $x"')" = "got in"
        test "$($KOBAKO_RUN /bin/sh -c 'echo oops >&2' 2>&1 >/dev/null)" = oops
        code=0
        $KOBAKO_RUN /bin/sh -c 'exit 7' || code=$?
        test "$code" = 7
        """);
  }

  @Test
  void wordsMayBeEmptyAndHoldLineBreaksAndQuotes() throws Exception {
    passes(
        box.running(":"),
        """
        said=$($KOBAKO_RUN /bin/sh -c 'for each; do printf "<%s>" "$each"; done' sh '' 'a
        b' "it's" 'smörgås' ' $x `y`\\' '*')
        test "$said" = '<><a
        b><it'"'"'s><smörgås>< $x `y`\\><*>'
        """);
  }

  @Test
  void aContainerInTheBackgroundHasAnIdAndALog() throws Exception {
    passes(
        box.running("echo up; trap 'echo bye; exit' TERM; while :; do busybox sleep 0.05; done"),
        """
        id=$($KOBAKO_START)
        until $KOBAKO_LOGS $id | grep -q up; do sleep 0.05; done
        test "$($KOBAKO_STOP $id)" = $id
        test "$($KOBAKO_LOGS $id)" = "up
        bye"
        """);
  }

  @Test
  void aContainerThatCannotBeSetUpIsToldToItsCheckAndTheOthersAreEndedAllTheSame()
      throws Exception {
    box.mounting(folder, "/bin/busybox/below");
    passes(
        box.running("exec busybox sleep 60"),
        """
        if $KOBAKO_START >id 2>said; then exit 9; fi
        test ! -s id
        grep -q "a container can't be set up" said
        if $KOBAKO_RUN 2>said; then exit 9; fi
        grep -q "a container can't be set up" said
        """);
  }

  @Test
  void aHastyTrialEndsACheckThatWaitsForAContainerThatHasFailed() throws Exception {
    Drive.Check check =
        box.script(
            """
            $KOBAKO_START >id
            until $KOBAKO_LOGS $(cat id) | grep -q up; do sleep 0.05; done
            """);
    List<Scenario> scenarios = List.of(new Scenario("run", box.options(), List.of(check)));
    Trials trials = box.trials();
    Verdict original = trials.run(box.running("echo up; busybox sleep 100"), scenarios, false);

    Verdict verdict =
        trials.run(
            box.running("echo out >&2; exit 3"),
            scenarios,
            false,
            new Trials.Limits(Duration.ofSeconds(8), Duration.ofMinutes(10), true));

    assertThat(original.failures()).isEmpty();
    assertThat(verdict.failures())
        .extracting(Verdict.Failure::what)
        .containsExactly(
            "check '"
                + String.join(" ", check.command())
                + "' was ended, since a container that it started ended with exit code 3, as none"
                + " did on the original");
  }

  @Test
  void aHastyTrialLetsContainersFailThatMayDoSo() throws Exception {
    Drive.Check check =
        box.script(
            """
            $KOBAKO_START >id
            until $KOBAKO_LOGS $(cat id) | grep -q up; do sleep 0.05; done
            sleep 0.5
            """);
    List<Scenario> scenarios = List.of(new Scenario("run", box.options(), List.of(check)));
    Trials trials = box.trials();
    Subject subject = box.running("echo up; exit 3");
    Trials.Limits hasty = new Trials.Limits(Duration.ofSeconds(8), Duration.ofSeconds(25), true);

    assertThat(trials.run(subject, scenarios, false).failures()).isEmpty();
    assertThat(trials.run(subject, scenarios, false, hasty).failures()).isEmpty();
  }

  @Test
  void runsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    passes(
        box.running(":"),
        """
        for each in 1 2 3 4 5 6; do
          $KOBAKO_RUN /bin/sh -c 'busybox sleep 0.2; echo "$1"; exit "$1"' sh $each >out.$each &
          pids="${pids-} $!"
        done
        each=1
        for pid in $pids; do
          code=0
          wait $pid || code=$?
          test $code = $each
          test "$(cat out.$each)" = $each
          each=$((each + 1))
        done
        """);
  }

  @Test
  void aSignalReachesTheProgramOfARun() throws Exception {
    passes(
        box.running(":"),
        """
        $KOBAKO_RUN /bin/sh -c 'trap "echo heard; exit 9" TERM; echo up
          while :; do busybox sleep 0.05; done' >out &
        until grep -q up out; do sleep 0.05; done
        kill -TERM $!
        code=0
        wait $! || code=$?
        test "$code $(tail -n 1 out)" = "9 heard"
        """);
  }

  @Test
  void aRunEndsWithAClientThatIsKilled() throws Exception {
    Path share = Files.createDirectory(folder.resolve("share"));
    box.mounting(share, "/share");
    box.environment.put("SHARE", share.toString());
    passes(
        box.running(":"),
        """
        $KOBAKO_RUN /bin/sh -c 'while :; do echo x >>/share/log; busybox sleep 0.05; done' &
        until test -s $SHARE/log; do sleep 0.05; done
        kill -KILL $!
        wait $! || :
        sleep 1
        size=$(wc -c <$SHARE/log)
        sleep 0.3
        test "$(wc -c <$SHARE/log)" = $size
        """);
  }

  @Test
  void whatACheckLeavesIsEnded() throws Exception {
    Verdict verdict =
        box.untraced(
            box.running("busybox sleep 1000"),
            box.script("$KOBAKO_START >id\nsetsid sleep 1000 &\necho $! >pid\ntest -s id"));

    assertThat(verdict.failures()).isEmpty();
    String pid = Files.readString(box.work().resolve("pid")).strip();
    Path command = Path.of("/proc", pid, "cmdline");
    assertThat(Files.exists(command) ? Files.readString(command) : "").isEmpty();
    assertThat(box.isEmpty()).isTrue();
  }

  @Test
  void aClientThatIsCalledTooLateSaysSo() throws Exception {
    try (CallFolder calls = CallFolder.in(Files.createDirectory(folder.resolve("calls")))) {
      calls.refuseCalls();
      Process client =
          new ProcessBuilder(calls.variables().get("KOBAKO_RUN"), "x")
              .redirectErrorStream(true)
              .start();

      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("kobako: the check that this belongs to has ended\n");
      assertThat(client.waitFor()).isEqualTo(125);
    }
  }

  @Test
  void idsAndWordsThatCanNotBeAreToldToTheCheck() throws Exception {
    passes(
        box.running(":"),
        """
        code=0
        said=$($KOBAKO_STOP none 2>&1) || code=$?
        test "$code $said" = "125 kobako: no container has the id 'none'"
        said=$($KOBAKO_LOGS 2>&1) || :
        test "$said" = "kobako: KOBAKO_LOGS takes one id, not 0"
        said=$($KOBAKO_RUN /bin/cat "$(printf '\\377')" 2>&1) || :
        test "$said" = "kobako: a word is not UTF-8, and what starts containers reads no other"
        code=0
        $KOBAKO_RUN /no/such/program 2>/dev/null || code=$?
        test $code = 127
        """);
  }

  @Test
  void aFailureTellsTheEndOfWhatTheCheckAndItsContainersSaid() throws Exception {
    Verdict verdict =
        box.untraced(
            box.running("echo from inside; busybox sleep 1000"),
            box.script(
                """
                id=$($KOBAKO_START)
                until $KOBAKO_LOGS $id | grep -q inside; do sleep 0.05; done
                echo from outside
                exit 3
                """));

    assertThat(verdict.failures()).hasSize(1);
    assertThat(verdict.failures().getFirst().what())
        .matches("check 'sh \\S+' ended with exit code 3, expected 0");
    assertThat(verdict.failures().getFirst().output())
        .matches("from outside\ncontainer [0-9a-f]{12}:\nfrom inside");
    assertThat(box.log).containsExactly("from outside");
  }

  @Test
  void aCheckThatDoesNotEndIsEnded() throws Exception {
    box.within(Duration.ofSeconds(1), Duration.ofSeconds(2));

    Verdict verdict = box.untraced(box.running("busybox sleep 1000"), box.script("$KOBAKO_RUN"));

    assertThat(verdict.failures()).hasSize(1);
    assertThat(verdict.failures().getFirst().what()).endsWith("did not end in time");
    assertThat(box.isEmpty()).isTrue();
  }

  @Test
  void aCheckThatCanNotBeStartedIsAMistakeOfTheUser() throws Exception {
    assertThatThrownBy(
            () -> box.untraced(box.running(":"), new Drive.Check(List.of("./none.sh", "a"))))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("check './none.sh a': can't be started: ")
        .hasMessageEndingWith("remedy: name a program that is there and may be executed");
  }

  @Test
  void everyContainerOfACheckIsTraced() throws Exception {
    Verdict verdict =
        box.traced(
            box.running("cat /srv/index.html; busybox sleep 100"),
            box.script(
                """
                id=$($KOBAKO_START)
                until $KOBAKO_LOGS $id | grep -q front; do sleep 0.05; done
                $KOBAKO_STOP $id
                $KOBAKO_RUN /bin/cat /srv/other.txt
                """));

    assertThat(verdict.failures()).isEmpty();
    assertThat(verdict.trace().asked()).containsKeys("/srv/index.html", "/srv/other.txt");
    assertThat(verdict.trace().started())
        .contains(new Started("/bin/cat", List.of("/bin/cat", "/srv/other.txt")));
  }

  /** One that makes its data at its first start, and reads another file when it finds them. */
  private Subject keeping(String whenFound, boolean volume) throws IOException {
    String script =
        "if [ -e /data/made ]; then %s; else echo >/data/made; echo made; fi; busybox sleep 100"
            .formatted(whenFound);
    return box.subject(config ->
        config
            .cmd(List.of("/bin/sh", "-c", "busybox mkdir -p /data; " + script))
            .volumes(volume ? List.of("/data") : List.of()));
  }

  private Drive.Check startingTwice(String end) throws IOException {
    return box.script(
        """
        id=$($KOBAKO_START)
        until $KOBAKO_LOGS $id | grep -q made; do sleep 0.05; done
        """
            + end);
  }

  @Test
  void aContainerThatHasMadeDataIsStartedOverThem() throws Exception {
    for (String end : List.of("$KOBAKO_STOP $id", ":")) {
      Verdict verdict = box.traced(keeping("cat /srv/other.txt", true), startingTwice(end));

      assertThat(verdict.failures()).isEmpty();
      assertThat(verdict.trace().asked()).containsKey("/srv/other.txt");
      assertThat(box.isEmpty()).isTrue();
    }
  }

  @Test
  void oneWithoutAVolumeOrATraceIsStartedOnce() throws Exception {
    Path share = Files.createDirectory(folder.resolve("share"));
    box.mounting(share, "/share");

    Verdict without = box.traced(keeping("echo >/share/again", false), startingTwice(":"));
    Verdict untraced = box.untraced(keeping("echo >/share/again", true), startingTwice(":"));

    assertThat(without.failures()).isEmpty();
    assertThat(untraced.failures()).isEmpty();
    assertThat(share.resolve("again")).doesNotExist();
  }

  @Test
  void aSecondStartThatFailsAsItDidNotOnTheOriginalIsAFailure() throws Exception {
    List<Scenario> scenarios =
        List.of(new Scenario("run", box.options(), List.of(startingTwice(":"))));
    Trials trials = box.trials();

    Verdict original = trials.run(keeping(":", true), scenarios, true);
    Verdict broken = trials.run(keeping("echo no >&2; exit 3", true), scenarios, true);

    assertThat(original.failures()).isEmpty();
    assertThat(broken.failures())
        .containsExactly(
            new Verdict.Failure(
                "a container that the check started did not come up when it was stopped and"
                    + " started again",
                "no"));
    assertThat(box.isEmpty()).isTrue();
  }
}
