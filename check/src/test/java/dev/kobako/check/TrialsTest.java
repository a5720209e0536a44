package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Healthcheck;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.FileCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drives act on containers of busybox. */
@Timeout(60)
class TrialsTest {
  @TempDir Path folder;

  private TrialBox box;

  @BeforeEach
  void makeBox() throws IOException {
    box = new TrialBox(folder);
  }

  private Subject serving(int port) throws IOException {
    return box.subject(config ->
        config
            .cmd(List.of("/bin/httpd", "-f", "-p", String.valueOf(port), "-h", "/srv"))
            .exposedPorts(List.of(port + "/tcp")));
  }

  private static Drive.Http get(String path, int status) {
    return new Drive.Http("GET", Optional.empty(), path, Optional.of(status));
  }

  private void passed(Verdict verdict) throws IOException {
    assertThat(verdict.failures()).isEmpty();
    assertThat(box.isEmpty()).isTrue();
  }

  private static Asked asked(Verdict verdict, String path) {
    return Objects.requireNonNull(verdict.trace().asked().get(path), path);
  }

  @Test
  void aServerIsAskedStoppedAndStartedAgain() throws Exception {
    Subject subject = serving(TrialBox.freePort());

    Verdict verdict = box.traced(subject, get("/other.txt", 200), get("/nothing", 404));

    passed(verdict);
    Asked served = asked(verdict, "/srv/other.txt");
    assertThat(served.there()).isTrue();
    assertThat(served.kinds()).contains(FileCall.Kind.OPEN);
    assertThat(asked(verdict, "/srv/nothing").there()).isFalse();
    assertThat(verdict.trace().started()).extracting(Started::path).contains("/bin/httpd");
  }

  @Test
  void whereNothingIsSaidExposedPortsAreAsked() throws Exception {
    int port = TrialBox.freePort();
    Verdict verdict = box.traced(serving(port));

    passed(verdict);
    assertThat(verdict.trace().asked()).containsKey("/srv/index.html");
  }

  @Test
  void anotherStatusIsAFailure() throws Exception {
    int port = TrialBox.freePort();
    Verdict verdict = box.untraced(serving(port), get("/nothing", 200));

    assertThat(verdict.failures())
        .containsExactly(
            new Verdict.Failure(
                "GET http://localhost:" + port + "/nothing: status 404, expected 200", ""));
    assertThat(verdict.trace()).isEqualTo(Trace.NONE);
  }

  @Test
  void aServerThatEndsEarlyIsAFailureWithItsOutput() throws Exception {
    int port = TrialBox.freePort();
    Subject subject = box.running("echo no such key >&2; exit 3");
    Verdict verdict =
        box.untraced(subject, new Drive.Http("GET", Optional.of(port), "/", Optional.empty()));

    assertThat(verdict.failures())
        .containsExactly(
            new Verdict.Failure(
                "the program ended with exit code 3 before it answered GET http://localhost:"
                    + port
                    + "/",
                "no such key"));
    assertThat(box.isEmpty()).isTrue();
  }

  @Test
  void aCommandInsideMustEndWell() throws Exception {
    Subject subject = serving(TrialBox.freePort());

    passed(box.untraced(subject, new Drive.Exec(List.of("/bin/cat", "/srv/other.txt"))));
    Verdict verdict = box.untraced(subject, new Drive.Exec(List.of("/bin/cat", "/srv/nothing")));
    assertThat(verdict.failures())
        .containsExactly(
            new Verdict.Failure(
                "exec '/bin/cat /srv/nothing' ended with exit code 1, expected 0",
                "cat: can't open '/srv/nothing': No such file or directory"));
  }

  @Test
  void aCommandIsRunAloneWhereTheProgramHasDoneItsWork() throws Exception {
    Verdict verdict =
        box.traced(box.running(":"), new Drive.Exec(List.of("/bin/cat", "/srv/other.txt")));

    passed(verdict);
    assertThat(verdict.trace().asked()).containsKey("/srv/other.txt");
  }

  @Test
  void inputIsReadInTheForeground() throws Exception {
    Path input = Files.writeString(folder.resolve("input"), "/srv/index.html\n");

    Verdict verdict = box.traced(box.running("read x; cat $x"), new Drive.Stdin(input));

    passed(verdict);
    assertThat(verdict.trace().asked()).containsKey("/srv/index.html");
    assertThat(
            box.untraced(box.running("read x; echo $x; exit 4"), new Drive.Stdin(input)).failures())
        .containsExactly(
            new Verdict.Failure(
                "the program, reading " + input + ", ended with exit code 4, expected 0",
                "/srv/index.html"));
  }

  @Test
  void aProgramRunsForATimeUntilAPortAndUntilALine() throws Exception {
    int port = TrialBox.freePort();
    Subject subject =
        box.running(
            "echo starting; busybox nc -l -p "
                + port
                + " & echo 'up 17'; while :; do busybox"
                + " sleep 0.1; done");

    passed(
        box.untraced(
            subject,
            new Drive.UntilLog(Pattern.compile("^up \\d+$")),
            new Drive.UntilPort(port),
            new Drive.For(Duration.ofMillis(100))));
  }

  @Test
  void whatIsAwaitedInVainIsAFailureInTime() throws Exception {
    box.within(Duration.ofMillis(600), Duration.ofSeconds(20));
    Subject subject = box.running("echo a; while :; do busybox sleep 0.1; done");

    assertThat(box.untraced(subject, new Drive.UntilLog(Pattern.compile("b"))).failures())
        .containsExactly(
            new Verdict.Failure("no line of its output matched b, and time is up", "a"));
    int port = TrialBox.freePort();
    assertThat(box.untraced(subject, new Drive.UntilPort(port)).failures())
        .containsExactly(
            new Verdict.Failure("nothing listens on port " + port + ", and time is up", "a"));
  }

  @Test
  void shutdownAndRestartAreTraced() throws Exception {
    Subject subject =
        box.running(
            "trap 'cat /etc/at-end; exit' TERM; cat /etc/again-$([ -e /once ] && echo yes); : >"
                + " /once; echo up; while :; do busybox sleep 0.05; done");

    Verdict verdict = box.traced(subject, new Drive.UntilLog(Pattern.compile("up")));

    passed(verdict);
    assertThat(verdict.trace().asked()).containsKeys("/etc/at-end", "/etc/again-yes");
  }

  @Test
  void aHealthCheckIsAlwaysOne() throws Exception {
    Healthcheck check =
        new Healthcheck(
            List.of("CMD-SHELL", "cat /healthy"),
            Optional.of(Duration.ofMillis(100)),
            Optional.of(Duration.ofMillis(500)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(1L));
    Subject well =
        box.subject(config ->
            config
                .cmd(List.of("/bin/sh", "-c", "busybox sleep 0.3; : > /healthy; busybox sleep 60"))
                .stopSignal(Optional.of("KILL"))
                .healthcheck(Optional.of(check)));
    Verdict verdict = box.traced(well, new Drive.For(Duration.ofMillis(1)));
    passed(verdict);
    assertThat(verdict.trace().asked()).containsKey("/healthy");

    box.within(Duration.ofSeconds(3), Duration.ofSeconds(20));
    Subject ill =
        box.subject(config ->
            config
                .cmd(List.of("/bin/sh", "-c", "busybox sleep 60"))
                .stopSignal(Optional.of("KILL"))
                .healthcheck(Optional.of(check)));
    assertThat(box.untraced(ill, new Drive.For(Duration.ofMillis(1))).failures())
        .containsExactly(
            new Verdict.Failure(
                "the image's health check never succeeded, the last one ended with exit code 1",
                "cat: can't open '/healthy': No such file or directory"));
  }

  @Test
  void aPortThatIsInUseIsNotTakenForTheContainers() throws Exception {
    try (java.net.ServerSocket other = new java.net.ServerSocket(0)) {
      int port = other.getLocalPort();
      assertThat(box.untraced(serving(port)).failures())
          .containsExactly(
              new Verdict.Failure(
                  "port " + port + " is in use by another program of this machine", ""));
    }
  }

  @Test
  void aProgramThatDoesNotHearItsSignalIsKilledAtOnce() throws Exception {
    Subject subject =
        box.subject(config ->
            config
                .cmd(List.of("/bin/sh", "-c", "trap '' TERM INT; echo up; busybox sleep 60"))
                .stopSignal(Optional.of("SIGINT")));
    long began = System.nanoTime();

    Verdict verdict = box.untraced(subject, new Drive.UntilLog(Pattern.compile("up")));

    passed(verdict);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LiveRun.GRACE);
  }

  @Test
  void aTalkativeProgramIsBoundedInMemory() throws Exception {
    Subject subject = box.running("busybox yes | busybox head -c 20000000; echo end; exit 1");

    Verdict verdict = box.untraced(subject, new Drive.For(Duration.ofSeconds(20)));

    assertThat(verdict.failures())
        .extracting(Verdict.Failure::what)
        .containsExactly("the program ended with exit code 1");
    assertThat(verdict.failures().getFirst().output()).endsWith("y\nend").hasSizeLessThan(200);
  }

  @Test
  void aContainerWithoutNetworkIsWaitedForButNotAsked() throws Exception {
    box.over(new ContainerNetwork.None());
    Subject subject = serving(80);

    passed(
        box.untraced(
            subject,
            new Drive.UntilPort(80),
            new Drive.Exec(List.of("/bin/busybox", "wget", "-qO-", "http://127.0.0.1/"))));
    assertThatThrownBy(() ->
            box.untraced(subject, new Drive.Http("GET", Optional.of(80), "/", Optional.empty())))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "GET:80/: the container's network has no way there from outside\n"
                + "remedy: publish the port, as with -p 80:80");
  }

  @Test
  void whatSecondImagesLackOfTheFirstIsAFailure() throws Exception {
    box.within(Duration.ofSeconds(2), Duration.ofSeconds(20));
    int first = TrialBox.freePort();
    int second = TrialBox.freePort();
    Subject both = servers("/bin/httpd -p " + second + " -h /srv;", first, second);
    Subject one = servers("", first, second);
    List<Scenario> scenario = List.of(new Scenario("run", box.options(), List.of()));

    assertThat(box.trials().run(one, scenario, false).failures()).isEmpty();
    Trials trials = box.trials();
    assertThat(trials.run(both, scenario, false).failures()).isEmpty();
    assertThat(trials.run(one, scenario, false).failures())
        .containsExactly(
            new Verdict.Failure(
                "GET http://localhost:" + second + "/: nothing listens there, and time is up", ""));
  }

  private Subject servers(String start, int first, int second) throws IOException {
    return box.subject(config ->
        config
            .cmd(List.of("/bin/sh", "-c", start + "exec /bin/httpd -f -p " + first + " -h /srv"))
            .exposedPorts(List.of(first + "/tcp", second + "/tcp")));
  }

  @Test
  void everyRunBeginsWithWhatTheFirstOneFoundInMountedFolders() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.writeString(shared.resolve("rows"), "1\n");
    Files.createDirectory(shared.resolve("old"));
    box.mounting(shared, "/shared");
    Subject subject =
        box.running(
            "test ! -e /shared/new && cat /shared/rows && echo 2 >>/shared/rows"
                + " && test \"$(cat /shared/rows)\" = \"$(printf '1\\n2')\""
                + " && mkdir /shared/new && rmdir /shared/old");
    List<Scenario> scenarios = List.of(new Scenario("run", box.options(), List.of()));

    try (Trials trials = box.trials()) {
      assertThat(trials.run(subject, scenarios, false).failures()).isEmpty();
      assertThat(trials.run(subject, scenarios, false).failures()).isEmpty();
    }

    assertThat(shared.resolve("rows")).hasContent("1\n2\n");
    assertThat(shared.resolve("new")).isDirectory();
    assertThat(shared.resolve("old")).doesNotExist();
  }
}
