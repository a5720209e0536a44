package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.ImageConfig;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that were made to harm whoever makes them smaller. */
@Timeout(120)
class HostileSlimTest {
  private static final String STATUS = "grep -E '^(Cap|NoNewPrivs|Groups|Uid)' /proc/self/status";

  @TempDir Path temp;
  private Kobako kobako = Kobako.withStore(Path.of("/none"));

  @BeforeEach
  void makeStore() {
    HostCommand.assume("runc", "busybox", "unshare", "setpriv");
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
  }

  private void store(String config, TarBuilder above) throws IOException {
    SlimImage.store(
        kobako,
        "bad",
        ImageConfig.parse(
            "bad",
            """
            {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []},
             "config": {%s}}
            """
                .formatted(config)
                .getBytes(UTF_8)),
        SlimImage.below(),
        above);
  }

  /** An image that runs what is said, in a shell. */
  private void storeShell(TarBuilder above) throws IOException {
    store("\"Entrypoint\": [\"/bin/sh\", \"-c\"], \"Cmd\": [\"cat /etc/word\"]", above);
  }

  private Kobako.Result slim(String... more) {
    List<String> words = new ArrayList<>(List.of("slim", "bad", "-t", "bad:slim"));
    words.addAll(List.of(more));
    return kobako.run(words);
  }

  private String check(String... lines) throws IOException {
    Path script = temp.resolve("check.sh");
    Files.writeString(script, "set -u\n" + String.join("\n", lines) + "\n");
    return "sh " + script;
  }

  private Kobako.Result run(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("run", "--rm", "--network", "host"));
    all.addAll(List.of(words));
    try (KobakoProcess process = KobakoProcess.start(kobako, all.toArray(new String[0]))) {
      return process.result();
    }
  }

  /** Told in kobako's own words, and nothing is written. */
  private void isRefused(Kobako.Result result) {
    assertThat(result.code()).as(result.err()).isBetween(1, 3);
    assertThat(result.err()).contains("kobako: ").doesNotContain("internal error", "\tat ");
    assertThat(kobako.run("images").done().out()).doesNotContain("slim");
  }

  @Test
  void runsHaveNoMoreRightsThanThoseOfKobakoRun() throws Exception {
    storeShell(
        new TarBuilder().file("bin/suid", 04755, Files.readAllBytes(Path.of("/bin/busybox"))));
    String status = "cat /proc/self/mounts | busybox wc -l; busybox " + STATUS;
    String other = "/bin/suid id; busybox " + STATUS;

    slim(
            "--check",
            check(
                "set -e",
                "$KOBAKO_RUN \"" + status + "\" >" + temp + "/root",
                "$KOBAKO_RUN \"" + other + "\" >" + temp + "/suid"))
        .succeeded();

    assertThat(temp.resolve("root")).content().isEqualTo(run("bad", status).succeeded().out());
    assertThat(temp.resolve("suid")).content().isEqualTo(run("bad", other).succeeded().out());
  }

  @Test
  void devicesOfAnImageOpenNothing() throws Exception {
    storeShell(
        new TarBuilder()
            .charDevice("data/mem", 0666, 1, 1)
            .charDevice("data/kmsg", 0666, 1, 11)
            .blockDevice("data/disk", 0666, 254, 0));
    String open = "for each in mem kmsg disk; do cat /data/$each >/dev/null || echo no; done 2>&1";

    Kobako.Result made =
        slim("--keep", "/data", "--check", check("$KOBAKO_RUN '" + open + "' >" + temp + "/said"));

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(temp.resolve("said")).content().isEqualTo(run("bad", open).out()).contains("no\n");
    assertThat(run("bad:slim", "test -b /data/disk && test -c /data/mem").code()).isZero();
  }

  @Test
  void linksLeadToNothingOutsideTheImage() throws Exception {
    Path secret = Files.writeString(temp.resolve("secret"), "of this machine\n");
    storeShell(
        new TarBuilder()
            .symlink("up", "../../../../../../etc")
            .symlink("secret", secret.toString())
            .symlink("loop", "loop")
            .symlink("data/far", "../../../../../../.." + secret));

    slim("--keep", "/up/other", "--keep", "/secret", "--keep", "/data/*", "--keep", "/loop")
        .succeeded();

    assertThat(run("bad:slim", "cat /up/other").out()).isEqualTo("the other word\n");
    assertThat(run("bad:slim", "cat /secret /data/far /loop").out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fifo", "device", "folder", "link to itself", "empty", "absent", "damaged ELF"})
  void anEntrypointThatIsNoProgramIsTold(String kind) throws Exception {
    TarBuilder tar = new TarBuilder();
    switch (kind) {
      case "fifo" -> tar.fifo("app", 0755);
      case "device" -> tar.charDevice("app", 0777, 1, 5);
      case "folder" -> tar.dir("app/", 0755);
      case "link to itself" -> tar.symlink("app", "app");
      case "empty" -> tar.file("app", 0755, "");
      case "absent" -> tar.file("other", 0755, "");
      default -> tar.file("app", 0755, "\177ELF" + "\377".repeat(60));
    }
    store("\"Entrypoint\": [\"/app\"]", tar);

    isRefused(slim("--for", "1s"));
    slim("--level", "repack").succeeded();
  }

  @Test
  void systemFoldersThatAreFilesAreRefusedAsRunRefusesThem() throws Exception {
    storeShell(new TarBuilder().file("proc", 0644, "x").file("dev", 0644, "x"));

    assertThat(run("bad", "echo yes").out()).isEmpty();
    isRefused(slim("--for", "1s"));
    slim("--level", "repack").succeeded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'WorkingDir': '../../../../etc'",
        "'WorkingDir': '/bin/busybox/below'",
        "'WorkingDir': '/a\\u0000b'",
        "'User': 'no:such'",
        "'User': '99999999999999999999:-1'",
        "'StopSignal': 'SIGNOPE'",
        "'Env': ['A\\u0000B=1', '=', 'X', 'LD_PRELOAD=/etc/word']",
        "'Volumes': {'/../..': {}, 'relative': {}, '/a\\nb': {}, '/': {}, '/proc': {}}",
        "'ExposedPorts': {'99999/tcp': {}, '-1': {}, '0/tcp': {}, '80/tcp/udp': {}, 'x': {}}",
        "'Healthcheck': {'Test': ['CMD-SHELL', 'exit 0'], 'Interval': -1,"
            + " 'Timeout': 9223372036854775807, 'Retries': 2147483647}",
        "'Healthcheck': {'Test': []}",
        "'Labels': {'a\\nb': '\\u0000'}",
        "'OnBuild': ['RUN \\u0000', '']",
        "'Shell': []"
      })
  void absurdConfigurationsAreTakenOrTold(String config) throws Exception {
    store(
        config.replace('\'', '"') + ", \"Cmd\": [\"/bin/sh\", \"-c\", \"cat /etc/word\"]",
        new TarBuilder().file("more", 0644, "x"));

    Kobako.Result made = slim("--for", "1s");

    assertThat(made.code()).as(made.err()).isBetween(0, 3);
    assertThat(made.err()).doesNotContain("internal error", "\tat ");
    if (made.code() > 0) {
      isRefused(made);
    }
  }

  @Test
  void aCommandThatNoKernelTakesIsTold() throws Exception {
    store(
        "\"Cmd\": [\"/bin/sh\", \"" + "x".repeat(3_000_000) + "\"]",
        new TarBuilder().dir("x/", 0755));
    isRefused(slim("--for", "1s"));

    store("\"Cmd\": [\"/bin/sh\\u0000x\"]", new TarBuilder().dir("x/", 0755));
    isRefused(slim("--for", "1s"));
  }

  @Test
  void tenThousandLinksAreNotFollowedFurtherThanTheKernelDoes() throws Exception {
    TarBuilder tar = new TarBuilder().symlink("l10000", "/etc/other");
    for (int i = 0; i < 10_000; i++) {
      tar.symlink("l" + i, "l" + (i + 1));
    }
    storeShell(tar);

    isRefused(slim("--exec", "cat /l0"));
    slim("--keep", "/l0", "--keep", "/l9990", "--check", check("$KOBAKO_RUN 'cat /l9980'"))
        .succeeded();
    assertThat(run("bad:slim", "cat /l9990").out()).isEqualTo("the other word\n");
  }

  @Test
  void namesMayHaveLineBreaksAndControlCharacters() throws Exception {
    storeShell(
        new TarBuilder()
            .file("data/a\nb", 0644, "broken line\n")
            .file("data/\033[2J", 0644, "cleared\n")
            .file("data/keep /etc", 0644, "blank\n")
            .file("data/gone\n/etc/other", 0644, "x\n"));

    Kobako.Result made =
        slim(
                "--check",
                check("$KOBAKO_RUN 'cat /data/a?b /data/keep*/etc /data/*2J'"),
                "--write-lock",
                "kobako.lock",
                "--report",
                "report.json")
            .succeeded();
    Kobako.Result again =
        kobako.run("slim", "bad", "-q", "-t", "bad:again", "--lock", "kobako.lock").succeeded();

    assertThat(made.out() + made.err()).doesNotContain("\033");
    assertThat(made.lines().getLast()).isEqualTo(again.out().strip());
    assertThat(run("bad:slim", "cat /data/a?b").out()).isEqualTo("broken line\n");
  }

  @Test
  void whatAKilledSlimLeavesGoesWithTheNext() throws Exception {
    storeShell(new TarBuilder().dir("x/", 0755));
    Path work = temp.resolve("home/slim");
    String waiting = check("$KOBAKO_START 'busybox sleep 4321985' >here", "exec sleep 10");
    try (KobakoProcess process =
        KobakoProcess.start(kobako, "slim", "bad", "-t", "bad:slim", "--check", waiting)) {
      process.until("a container runs", () -> isFilled(temp.resolve("here"))).kill();
    }
    assertThat(work).isDirectoryRecursivelyContaining("glob:**/work-*/*");

    slim().succeeded();

    String mine = "-" + ProcessHandle.current().pid() + "-";
    assertThat(work).isDirectoryNotContaining("glob:**/work-*/*");
    try (Stream<Path> staged = Files.list(temp.resolve("home/staging"))) {
      assertThat(staged).allMatch(each -> each.toString().contains(mine));
    }
    assertThat(ProcessHandle.allProcesses().map(each -> each.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains("4321985"));
  }

  private static boolean isFilled(Path file) {
    return file.toFile().length() > 0;
  }
}
