package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a busybox image, by the commands as people type them. */
@Timeout(120)
class RunCommandTest {
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

  private Kobako.Result run(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try (KobakoProcess process = KobakoProcess.start(kobako, all)) {
      return process.result();
    }
  }

  private static Kobako.Result printed(String out) {
    return new Kobako.Result(0, out, "");
  }

  @Test
  void aBuildWithoutANameRunsByItsDigestUntilItIsCollected() throws Exception {
    Path context = Files.createDirectory(temp.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM box\nENV MADE=here\n");
    String digest = kobako.run("build", "-q", context.toString()).done().out().strip();

    assertThat(run("--rm", digest, "echo $MADE")).isEqualTo(printed("here\n"));
    assertThat(run("--rm", digest.substring(7, 19), "echo $MADE")).isEqualTo(printed("here\n"));
    assertThat(kobako.run("images").done().out()).contains("<none>");
    kobako.run("gc", "-q").done();
    assertThat(kobako.run("run", digest))
        .isEqualTo(
            new Kobako.Result(
                125,
                "",
                "kobako: "
                    + digest
                    + ": is not in the store\n"
                    + "remedy: 'kobako images' lists what is; a build without a name goes with"
                    + " 'kobako gc'\n"));
  }

  @Test
  void whatAContainerNeedsStaysWhileItRuns() throws Exception {
    run("-d", "--name", "web", "-u", "0", "box", "while :; do sleep 0.1; done").done();
    kobako.run("rmi", "box").done();
    kobako.run("gc", "-q", "--builds", "--unpacked").done();

    try (KobakoProcess process =
        KobakoProcess.start(kobako, "exec", "-u", "app", "web", "cat", "/srv/there")) {
      assertThat(process.result()).isEqualTo(printed("from the image\n"));
    }
    try (KobakoProcess process =
        KobakoProcess.start(
            kobako, "exec", "web", "/bin/sh", "-c", "echo new:x:70:71::/: >> /etc/passwd")) {
      assertThat(process.result()).isEqualTo(printed(""));
    }
    try (KobakoProcess process = KobakoProcess.start(kobako, "exec", "-u", "new", "web", "id")) {
      assertThat(process.result()).isEqualTo(printed("uid=70(new) gid=71 groups=71\n"));
    }
  }

  @Test
  void limitsAndCapabilitiesAreThoseThatWereAskedFor() throws Exception {
    assertThat(
            run(
                "--rm",
                "-u",
                "0",
                "--ulimit",
                "nofile=55:66",
                "--cap-drop",
                "ALL",
                "--cap-add",
                "CHOWN",
                "box",
                "ulimit -n; ulimit -Hn; cat /proc/self/status | while read -r a b; do [ $a !="
                    + " CapEff: ] || echo $b; done"))
        .isEqualTo(printed("55\n66\n0000000000000001\n"));
    assertThat(kobako.run("run", "--memory", "1k", "box").err())
        .isEqualTo(
            """
            kobako: --memory 1024: is less than runc itself needs, 16777216 bytes
            remedy: write --memory 64m
            """);
  }

  @Test
  void theImageSaysWhatIsRunAsWhomAndWhere() throws Exception {
    assertThat(run("--rm", "box")).isEqualTo(printed("nothing was given\napp\n/srv\n"));
    assertThat(run("--rm", "box", "id; echo $FROM; cat there"))
        .isEqualTo(printed("uid=7(app) gid=8(app) groups=8(app),9(more)\nimage\nfrom the image\n"));
    assertThat(kobako.run("ps", "-aq").done().out()).isEmpty();
  }

  @Test
  void anImageThatNamesAVariableOfTheCallerDoesNotGetIt() throws Exception {
    kobako = kobako.with("OF_CALLER", "secret");

    assertThat(run("--rm", "box", "echo ${OF_CALLER-unset}")).isEqualTo(printed("unset\n"));
    assertThat(run("--rm", "-e", "OF_CALLER", "box", "echo $OF_CALLER"))
        .isEqualTo(printed("secret\n"));
  }

  @Test
  void flagsOverrideTheImage() throws Exception {
    Path file = Files.writeString(temp.resolve("env"), "# comment\nC=from file\nFROM=file\n");
    kobako = kobako.with("PASSED", "caller's");

    Kobako.Result result =
        run(
            "--rm",
            "-e",
            "A=1",
            "-e",
            "PASSED",
            "-e",
            "UNSET",
            "--env-file",
            file.toString(),
            "-w",
            "/etc",
            "-u",
            "5:6",
            "--hostname",
            "host",
            "--entrypoint",
            "/bin/sh",
            "box",
            "-c",
            "echo $A,$PASSED,${UNSET-unset},$C,$FROM,$HOSTNAME; pwd; id");

    assertThat(result)
        .isEqualTo(printed("1,caller's,unset,from file,file,host\n/etc\nuid=5 gid=6 groups=6\n"));
  }

  @Test
  void theExitCodeIsThatOfTheProcessOrDockers() throws Exception {
    assertThat(run("--rm", "box", "exit 42").code()).isEqualTo(42);
    assertThat(run("--rm", "--entrypoint", "/no/such", "box").code()).isEqualTo(127);
    assertThat(run("--rm", "--entrypoint", "/etc/passwd", "box").code()).isEqualTo(126);
    assertThat(kobako.run("run", "--pull", "never", "absent"))
        .isEqualTo(
            new Kobako.Result(
                125,
                "",
                "kobako: absent:latest: is not in the store\n"
                    + "remedy: 'kobako images' lists what is; 'kobako pull absent:latest' brings"
                    + " it\n"));
    assertThat(kobako.run("run", "--no-such-flag", "box").code()).isEqualTo(125);
    assertThat(kobako.run("run", "--network", "host", "-p", "80:8080", "box"))
        .isEqualTo(
            new Kobako.Result(
                125,
                "",
                "kobako: --publish 80:8080: the container is in this machine's network, where port"
                    + " 8080 can't become 80\n"
                    + "remedy: let the program listen on 80 and write --publish 80; or give it a"
                    + " network of its own: --network default, with slirp4netns installed\n"));
    assertThat(kobako.run("run", "-p", "1.2.3:80:8080", "box").err())
        .isEqualTo(
            """
            kobako: --publish 1.2.3:80:8080: '1.2.3' is no IPv4 address
            remedy: write --publish 8080:80
            """);
  }

  @Test
  void foldersFilesAndVolumesAreMounted() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Files.writeString(folder.resolve("word"), "hello\n");
    String mount = folder + ":/data:ro";

    assertThat(run("--rm", "-u", "0", "-v", mount, "box", "cat /data/word; : > /data/word"))
        .isEqualTo(
            new Kobako.Result(
                1, "hello\n", "/bin/sh: can't create /data/word: Read-only file system\n"));
    assertThat(run("--rm", "-v", "kept:/srv", "box", "cat there; echo changed > mine"))
        .isEqualTo(printed("from the image\n"));
    assertThat(run("--rm", "-v", "kept:/srv", "box", "cat mine")).isEqualTo(printed("changed\n"));
    assertThat(run("--rm", "--read-only", "--tmpfs", "/t:size=1m", "box", "echo x > /t/x; : > x"))
        .isEqualTo(new Kobako.Result(1, "", "/bin/sh: can't create x: Read-only file system\n"));
    assertThat(kobako.run("run", "-v", "/no/such:/x", "box"))
        .isEqualTo(
            new Kobako.Result(
                125,
                "",
                """
                kobako: --volume /no/such:/x: /no/such is not there
                remedy: make it first; docker would as root
                """));
  }

  @Test
  void oneInTheBackgroundIsSeenTalkedToAndStopped() throws Exception {
    Kobako.Result started =
        run(
            "-d",
            "--name",
            "web",
            "box",
            "trap 'echo bye; exit 3' TERM; echo one; echo two;" + " while :; do sleep 0.1; done");
    String id = started.done().out().strip();

    assertThat(kobako.run("ps", "-q").done().out()).isEqualTo(id + "\n");
    assertThat(kobako.run("ps").done().lines().get(1)).startsWith(id + "  box").endsWith("  web");
    assertThat(run("--name", "web", "box").err())
        .isEqualTo(
            "kobako: web: is the name of a container already: "
                + id
                + "\nremedy: choose another, or remove that one with 'kobako rm web'\n");
    try (KobakoProcess process =
        KobakoProcess.start(kobako, "exec", "-u", "0", "web", "/bin/sh", "-c", "id -u; exit 4")) {
      assertThat(process.result()).isEqualTo(new Kobako.Result(4, "0\n", ""));
    }
    assertThat(kobako.run("stop", "-t", "60", "web").done().out()).isEqualTo("web\n");
    assertThat(kobako.run("logs", "web").done().out()).isEqualTo("one\ntwo\nbye\n");
    assertThat(kobako.run("logs", "--follow", "--tail", "2", "web").done().out())
        .isEqualTo("two\nbye\n");
    assertThat(kobako.run("ps").done().lines()).hasSize(1);
    assertThat(kobako.run("ps", "-a", "--json").done().out())
        .contains("\"state\" : \"exited\"", "\"exitCode\" : 3");
    assertThat(kobako.run("rm", "none", "web"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "web\n",
                "kobako: none: there is no such container\nremedy: see 'kobako ps --all'\n"));
    assertThat(kobako.run("logs", "web"))
        .isEqualTo(
            new Kobako.Result(
                2, "", "kobako: web: there is no such container\nremedy: see 'kobako ps --all'\n"));
  }

  @Test
  void signalsArePassedOn() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("shared"));
    try (KobakoProcess process =
        KobakoProcess.start(
            kobako,
            "run",
            "--rm",
            "-u",
            "0",
            "-v",
            folder + ":/shared",
            "box",
            "trap 'exit 9' INT; : > /shared/ready; while :; do sleep 0.1; done")) {
      process.until("it runs", () -> Files.exists(folder.resolve("ready")));

      assertThat(process.interrupt().code()).isEqualTo(9);
    }
    assertThat(kobako.run("ps", "-aq").done().out()).isEmpty();
  }

  @Test
  void debugLaysAShellOverAnImageThatHasNone() throws Exception {
    try (ImageStore store = ImageStore.open(kobako.home())) {
      Image bare = SmallImages.of(store.stagingFolder(), "linux/amd64", Compression.NONE);
      store.write(Artifact.of(bare), "docker.io/library/bare:latest", Progress.NONE);
    }

    assertThat(run("--rm", "--platform", "linux/amd64", "--debug", "bare", "sh", "-c", "cat /arch"))
        .isEqualTo(printed("amd64"));
    assertThat(run("--rm", "--platform", "linux/amd64", "bare").code()).isEqualTo(127);
  }
}
