package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands on containers that are there, as people type them. */
@Timeout(120)
class ContainerCommandsTest {
  @TempDir Path temp;

  private Kobako kobako = Kobako.withStore(Path.of("/none"));

  @BeforeEach
  void storeAnImage() throws IOException {
    kobako = BoxImage.stored(temp.resolve("home"));
  }

  @AfterEach
  void removeAll() {
    for (String id : kobako.run("ps", "-aq").lines()) {
      kobako.run("rm", "-f", id);
    }
  }

  /** In a process of its own: what is started becomes a child of this one for a moment. */
  private Kobako.Result process(String... words) throws Exception {
    try (KobakoProcess process = KobakoProcess.start(kobako, words)) {
      return process.result();
    }
  }

  private void started(String name, String script, String... flags) throws Exception {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--name", name, "-u", "0"));
    words.addAll(List.of(flags));
    words.addAll(List.of("box", script));
    process(words.toArray(String[]::new)).done();
  }

  private String printed(String... words) {
    return kobako.run(words).done().out();
  }

  @Test
  void aContainerIsMadeStartedAndStartedAgain() throws Exception {
    Path id = temp.resolve("id");
    String made =
        process(
                "create",
                "--name",
                "job",
                "-u",
                "0",
                "--cidfile",
                id.toString(),
                "box",
                "echo x >>/x; cat /x; exit 3")
            .done()
            .out();

    assertThat(id).hasContent(made.strip());
    assertThat(printed("ps", "-a", "--format", "{{.Names}} {{.Status}}"))
        .isEqualTo("job Created\n");
    assertThat(process("start", "job").out()).isEqualTo("job\n");
    assertThat(printed("wait", "job")).isEqualTo("3\n");
    assertThat(process("start", "-a", "job")).isEqualTo(new Kobako.Result(3, "x\nx\n", ""));
    assertThat(printed("logs", "job")).isEqualTo("x\n");
    assertThat(process("restart", "job").out()).isEqualTo("job\n");
    assertThat(printed("wait", "job")).isEqualTo("3\n");
    assertThat(printed("logs", "job")).isEqualTo("x\nx\nx\nx\n");
    assertThat(kobako.run("create", "--cidfile", id.toString(), "box").err())
        .isEqualTo(
            "kobako: --cidfile "
                + id
                + ": is there already: it may be that of a container that runs\n"
                + "remedy: remove the file, or name another\n");
  }

  @Test
  void signalsReachTheFirstProcess() throws Exception {
    started(
        "web",
        "trap 'exit 4' USR1; trap 'exit 5' INT; while :; do sleep 0.1; done",
        "--stop-signal",
        "INT");

    process("stop", "web").done();
    assertThat(printed("wait", "web")).isEqualTo("5\n");
    process("start", "web").done();
    process("kill", "-s", "usr1", "web").done();
    assertThat(printed("wait", "web")).isEqualTo("4\n");
    assertThat(process("kill", "web"))
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                """
                kobako: web: this container does not run
                remedy: start it with 'kobako start web'
                """));
  }

  @Test
  void containersAreFoundByTheirLabelsAndStates() throws Exception {
    Path labels = Files.writeString(temp.resolve("labels"), "# of the team\ntier=front\n");
    started("one", "exit 0", "-l", "team=a", "--label-file", labels.toString());
    started("two", "exit 2", "-l", "team=b");
    printed("wait", "one", "two");

    assertThat(printed("ps", "--format", "{{.Names}}")).isEmpty();
    assertThat(printed("ps", "-a", "--filter", "label=team", "--format", "{{.Names}}"))
        .isEqualTo("two\none\n");
    assertThat(
            printed(
                "ps",
                "-a",
                "-f",
                "label=team=a",
                "-f",
                "label=tier",
                "--format",
                "{{.Names}} {{.Labels}} {{.Label \"team\"}} {{.Label \"none\"}}|"))
        .isEqualTo("one team=a,tier=front a |\n");
    assertThat(printed("ps", "-f", "exited=2", "--format", "table {{.Names}}\\t{{.State}}"))
        .isEqualTo("NAMES  STATE\ntwo    exited\n");
    assertThat(printed("ps", "-l", "--format", "{{json .Command}}"))
        .isEqualTo("\"\\\"/bin/sh -c exit 2\\\"\"\n");
    assertThat(kobako.run("ps", "-a", "--format", "{{.Name}}").err())
        .isEqualTo("kobako: --format {{.Name}}: there is no 'Name'\nremedy: did you mean Names?\n");
    assertThat(kobako.run("ps", "--filter", "colour=red").err())
        .isEqualTo(
            "kobako: --filter colour=red: expected KEY=VALUE with one of name, id, label, status,"
                + " ancestor, exited\nremedy: write --filter status=exited\n");
  }

  @Test
  void aContainerIsInspectedAsDockerDoesIt() throws Exception {
    started("box", "sleep 1000", "-e", "A=b", "-v", temp + ":/t:ro", "--network", "none");

    String pid = printed("inspect", "-f", "{{.State.Pid}}", "box").strip();
    assertThat(Files.readString(Path.of("/proc", pid, "cmdline")).replace('\0', ' '))
        .contains("sleep 1000");
    assertThat(
            printed(
                "inspect",
                "--format",
                "{{.Name}} {{.State.Running}} {{.State.ExitCode}} {{.Config.Env}}"
                    + " {{json .Mounts}} {{.HostConfig.NetworkMode}}",
                "box"))
        .isEqualTo(
            "/box true 0 [PATH=/bin HOSTNAME=box FROM=image A=b]"
                + " [{\"Type\":\"bind\",\"Source\":\""
                + temp
                + "\",\"Destination\":\"/t\",\"RW\":false}] none\n");
    assertThat(printed("inspect", "box")).startsWith("[ {\n  \"Id\" : \"");
    assertThat(printed("inspect", "--type", "image", "box")).contains("/bin/sh");
    assertThat(printed("port", "box")).isEmpty();
    assertThat(kobako.run("port", "box", "80").err())
        .isEqualTo(
            """
            kobako: box: port 80/tcp is not published
            remedy: publish it with kobako run -p
            """);
  }

  @Test
  void anInitWaitsForOrphansAndPassesSignalsOn() throws Exception {
    HostCommand.assume("tini-static");
    started("web", "(sleep 0.1 &); exec sleep 1000", "--init");

    assertThat(process("exec", "web", "/bin/sh", "-c", "read -r x </proc/1/comm; echo $x").out())
        .isEqualTo("docker-init\n");
    process("stop", "-t", "60", "web").done();
    assertThat(printed("wait", "web")).isEqualTo("143\n");
  }

  @Test
  void aFurtherProcessCanBeLeftToItself() throws Exception {
    started("web", "while [ ! -e /done ]; do sleep 0.05; done; cat /done");

    assertThat(process("exec", "-d", "web", "/bin/sh", "-c", "echo did >/new; mv /new /done"))
        .isEqualTo(new Kobako.Result(0, "", ""));
    assertThat(printed("wait", "web")).isEqualTo("0\n");
    assertThat(printed("logs", "web")).isEqualTo("did\n");
  }

  @Test
  void whatCanNotBeDoneIsRefusedWithAReason() {
    assertThat(kobako.run("run", "--restart", "always", "box"))
        .isEqualTo(
            new Kobako.Result(
                125,
                "",
                """
                kobako: --restart always: there is no daemon that would start it again
                remedy: let systemd do it: a unit with 'ExecStart=kobako start -a NAME' and 'Restart=always'
                """));
    assertThat(kobako.run("run", "--label", "=x", "box").err())
        .isEqualTo(
            """
            kobako: --label =x: is no label, expected NAME=VALUE
            remedy: write --label NAME=VALUE
            """);
  }
}
