package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code probe.c}, a static program that does what its arguments say, in a root of its own.
 */
class SandboxTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PATH = "/bin";

  @TempDir static Path shared;
  private static Path probe = Path.of("/");

  private final Sandbox sandbox = Sandbox.available();
  private Path root = Path.of("/");

  @BeforeAll
  static void buildProbe() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is needed to build the probe");
    Path source = shared.resolve("probe.c");
    try (var in = Objects.requireNonNull(SandboxTest.class.getResourceAsStream("probe.c"))) {
      Files.write(source, in.readAllBytes());
    }
    probe = shared.resolve("probe");
    Process gcc =
        new ProcessBuilder("gcc", "-static", "-O0", "-o", probe.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
  }

  @BeforeEach
  void layRootOut() throws IOException {
    root = Files.createTempDirectory(shared, "root");
    Files.createDirectory(root.resolve("bin"));
    Files.copy(probe, root.resolve("bin/probe"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Run probe(String... arguments) {
    List<String> command = new ArrayList<>(List.of("probe"));
    command.addAll(Arrays.asList(arguments));
    return Run.of(root, command, LONG).withEnvironment(new TreeMap<>(Map.of("PATH", PATH)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void outputErrorAndExitCodeAreTheCommandsOwn() {
    RunResult result = sandbox.run(probe("say", "hello", "oops", "7"));

    assertThat(result.ending()).isEqualTo(new Ending.Exited(7));
    assertThat(text(result.stdout())).isEqualTo("hello\n");
    assertThat(text(result.stderr())).isEqualTo("oops\n");
    assertThat(result.stdoutTruncated()).isFalse();
  }

  @Test
  void aSignalsDeathIsToldApartFromItsExitCode() {
    assertThat(sandbox.run(probe("crash")).ending()).isEqualTo(new Ending.Signalled(11));
    assertThat(sandbox.run(probe("say", "", "", "139")).ending()).isEqualTo(new Ending.Exited(139));
  }

  @Test
  void aMissingProgramEndsAsInAShell() {
    RunResult result = sandbox.run(Run.of(root, List.of("/no/such"), LONG));

    assertThat(result.ending()).isEqualTo(new Ending.Exited(127));
    assertThat(text(result.stderr())).contains("/no/such: No such file or directory");
  }

  @Test
  void theEnvironmentIsExactlyTheGivenOne() {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", PATH);
    environment.put("odd.name-1", "two\nlines 'quoted' $(id)");

    RunResult result = sandbox.run(probe("env").withEnvironment(environment));

    assertThat(text(result.stdout()))
        .isEqualTo("PATH=/bin\nodd.name-1=two\nlines 'quoted' $(id)\n");
  }

  @Test
  void aVariableForTheLoaderNeverReachesAProgramOfTheHost() {
    TreeMap<String, String> environment = new TreeMap<>(Map.of("PATH", PATH, "LD_PRELOAD", "x.so"));

    assertThatThrownBy(() -> sandbox.run(probe("env").withEnvironment(environment)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            root
                + ": has no /usr/bin/env, which is needed to set LD_PRELOAD for the command only\n"
                + "remedy: run the check without LD_PRELOAD, or keep /usr/bin/env in the image");
  }

  @Test
  void aVariableForTheLoaderIsSetByTheRootsOwnEnv() throws Exception {
    Files.copy(probe, root.resolve("bin/env"));
    TreeMap<String, String> environment = new TreeMap<>(Map.of("PATH", PATH, "LD_PRELOAD", "x.so"));

    RunResult result = sandbox.run(probe("env").withEnvironment(environment));

    assertThat(text(result.stdout())).isEqualTo("PATH=/bin\nLD_PRELOAD=x.so\n");
  }

  @Test
  void inputReachesTheCommand() {
    byte[] input = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);

    RunResult result = sandbox.run(probe("cat").withStdin(input));

    assertThat(result.stdout()).isEqualTo(input);
  }

  @Test
  void theWorkingDirectoryIsInTheRoot() {
    RunResult result = sandbox.run(probe("pwd").withWorkingDirectory("/bin"));

    assertThat(text(result.stdout())).isEqualTo("/bin\n");
  }

  @Test
  void outputBeyondTheBoundIsDroppedAndSaidSo() {
    RunResult result = sandbox.run(probe("flood", "20000000"));

    assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
    assertThat(result.stdout()).hasSize(Sandbox.MAX_OUTPUT);
    assertThat(result.stdoutTruncated()).isTrue();
    assertThat(result.stderrTruncated()).isFalse();
  }

  @Test
  void theTimeoutKillsGrandchildrenToo() throws Exception {
    Run run = probe("spawn-sleepers");
    RunResult result =
        sandbox.run(
            new Run(
                root,
                run.command(),
                run.environment(),
                "/",
                Duration.ofSeconds(1),
                new byte[0],
                true,
                List.of(),
                Network.NONE));

    assertThat(result.ending()).isEqualTo(new Ending.TimedOut());
    assertThat(text(result.stdout())).isEqualTo("sleeping\n");
    assertThat(result.wall()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(processesWith("kobako-sleeper")).isEmpty();
  }

  @Test
  void grandchildrenDieWithTheCommand() throws Exception {
    RunResult result = sandbox.run(probe("leave-sleepers"));

    assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
    assertThat(processesWith("kobako-sleeper")).isEmpty();
  }

  @Test
  void thereIsNoNetwork() throws Exception {
    RunResult result = sandbox.run(probe("connect"));

    assertThat(text(result.stdout())).isEqualTo("Network is unreachable\n");
  }

  @Test
  void nothingOfTheHostIsSeen() {
    RunResult result = sandbox.run(probe("look"));

    assertThat(text(result.stdout()))
        .isEqualTo(
            """
            / bin dev proc
            /dev fd full null random shm stderr stdin stdout tty urandom zero
            descriptors 0 1 2
            processes 1
            sysctl Read-only file system
            """);
  }

  @Test
  void evenClimbingOutOfAChangedRootEndsInTheRoot() {
    RunResult result = sandbox.run(probe("escape"));

    assertThat(text(result.stdout()))
        .isEqualTo(
            """
            umount Operation not permitted
            / bin dev jail proc
            """);
  }

  @Test
  void hostFilesAppearOnlyWhereTheyAreMounted() throws Exception {
    Path file = Files.writeString(shared.resolve("from-host"), "from the host");
    List<Mount> mounts = List.of(new Mount(file, "/etc/deep/file", true));

    RunResult read = sandbox.run(probe("read", "/etc/deep/file").withMounts(mounts));
    RunResult write = sandbox.run(probe("write", "/etc/deep/file").withMounts(mounts));

    assertThat(text(read.stdout())).isEqualTo("from the host");
    assertThat(text(write.stdout())).isEqualTo("Read-only file system\n");
    assertThat(file).hasContent("from the host");
  }

  @Test
  void aMountThroughALinkIsRefused() throws Exception {
    Files.createSymbolicLink(root.resolve("etc"), shared);
    List<Mount> mounts = List.of(new Mount(probe, "/etc/file", true));

    assertThatThrownBy(() -> sandbox.run(probe("look").withMounts(mounts)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/etc: nothing can be mounted here: "
                + root
                + "/etc: is no directory\n"
                + "remedy: let the image have directories, not links, on the way to /etc");
  }

  @Test
  void peakMemoryIsThatOfTheCommand() {
    RunResult small = sandbox.run(probe("say", "", "", "0"));
    RunResult large = sandbox.run(probe("touch-memory", "100"));
    RunResult inChild = sandbox.run(probe("child-touch-memory", "100"));

    assertThat(small.peakMemoryBytes()).isBetween(500_000L, 20_000_000L);
    assertThat(large.peakMemoryBytes()).isBetween(100_000_000L, 200_000_000L);
    assertThat(inChild.peakMemoryBytes()).isBetween(100_000_000L, 200_000_000L);
  }

  @Test
  void noMountIsLeftBehind() throws Exception {
    String before = Files.readString(Path.of("/proc/self/mounts"));

    sandbox.run(probe("look"));

    assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(before);
  }

  @Test
  void anOrdinaryUserMayRunToo() throws Exception {
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "only root can change to another user");
    Path home = Files.createTempDirectory(Path.of("/tmp"), "kobako-user-");
    try {
      root = Files.createDirectory(home.resolve("root"));
      Files.createDirectory(root.resolve("bin"));
      Files.copy(probe, root.resolve("bin/probe"));
      Process chown =
          new ProcessBuilder("chown", "-R", "65534:65534", home.toString()).inheritIO().start();
      assertThat(chown.waitFor()).isZero();
      // made beforehand, as the user would have: this test makes the folders as root
      Sandbox asNobody =
          Sandbox.through(
              List.of(
                  "/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));

      RunResult result = asNobody.run(probe("who"));

      assertThat(text(result.stderr())).isEmpty();
      assertThat(text(result.stdout())).isEqualTo("user 0, root owned by 0\n");
      assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
    } finally {
      FolderDeletion.delete(home);
    }
  }

  @Test
  void forbiddenNamespacesAreExplained() {
    Sandbox forbidden =
        Sandbox.through(
            List.of(
                "/usr/bin/unshare",
                "--user",
                "--map-root-user",
                "/bin/sh",
                "-c",
                "echo 0 >/proc/sys/user/max_user_namespaces; exec \"$@\"",
                "sh"));

    assertThatThrownBy(() -> forbidden.run(probe("look")))
        .isInstanceOfSatisfying(
            KobakoException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(Failure.OUTSIDE);
              assertThat(e)
                  .hasMessage(
                      "sandbox: user namespaces are not permitted here: unshare: unshare failed:"
                          + " No space left on device\n"
                          + "remedy: permit them with sysctl:"
                          + " kernel.unprivileged_userns_clone=1 (Debian),"
                          + " kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu),"
                          + " user.max_user_namespaces above 0; inside a container, start it with"
                          + " --security-opt seccomp=unconfined");
            });
  }

  @Test
  void severalRunsAtOnceDoNotMeet() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 8; i++) {
      String word = "word" + i;
      threads.add(
          Thread.startVirtualThread(
              () -> said.add(text(sandbox.run(probe("say", word, "", "0")).stdout()))));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(said)
        .containsExactlyInAnyOrder(
            "word0\n", "word1\n", "word2\n", "word3\n", "word4\n", "word5\n", "word6\n", "word7\n");
  }

  private static List<String> processesWith(String word) throws IOException {
    List<String> found = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try {
          String commandLine = Files.readString(process.resolve("cmdline"));
          if (commandLine.contains(word)) {
            found.add(commandLine);
          }
        } catch (IOException _) {
          // It ended while we looked.
        }
      }
    }
    return found;
  }
}
