package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@link ContainerTrial} as others, and kills it. */
@Timeout(120)
class ContainerTrialsTest {
  private static final int NOBODY = 65_534;

  private Path home = Path.of("/");

  @BeforeEach
  void makeHome() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/busybox")), "busybox is needed: install it");
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/runc")), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    home = Files.createTempDirectory(Path.of("/tmp"), "kobako-user-");
    Files.setAttribute(home, "unix:mode", 0755);
    Files.createDirectory(home.resolve("work"));
  }

  @AfterEach
  void removeHome() throws IOException {
    if (!home.equals(Path.of("/"))) {
      FolderDeletion.delete(home);
    }
  }

  /** The class path with jars and folders that every user can read. */
  private String classPath() throws IOException {
    List<String> copies = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(each);
      if (Files.exists(from) && !each.contains("junit") && !each.contains("assertj")) {
        Path to = home.resolve("class-path-" + copies.size() + "-" + from.getFileName());
        copy(from, to);
        copies.add(to.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private Process trial(List<String> asUser, String classPath, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(asUser);
    command.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath,
            "dev.kobako.sandbox.ContainerTrial",
            home.resolve("work").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** In a mount namespace where /etc/subuid names the user, as usermod would have written it. */
  private List<String> asNobody(String users, String groups) throws IOException {
    Files.writeString(home.resolve("subuid"), users);
    Files.writeString(home.resolve("subgid"), groups);
    Files.setAttribute(home.resolve("work"), "unix:uid", NOBODY);
    return List.of(
        "/usr/bin/unshare",
        "--mount",
        "/bin/sh",
        "-ec",
        "mount --bind \"$0/subuid\" /etc/subuid; mount --bind \"$0/subgid\" /etc/subgid;"
            + " if [ -e \"$0/tun\" ]; then mount --bind \"$0/tun\" /dev/net/tun; fi;"
            + " exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"",
        home.toString());
  }

  private static String said(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void anOrdinaryUserWithSubordinateIdsRunsContainers() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/newuidmap")), "newuidmap is needed: install uidmap");
    List<String> asNobody = asNobody("65534:200000:65536\n", "65534:300000:65536\n");

    String said =
        said(
            trial(
                asNobody,
                classPath(),
                "busybox stat -c '%a %u:%g' /owned; echo new >/new; busybox chown 33:34 /new;"
                    + " busybox rm /owned; echo x > /dev/null; busybox mkdir -m 700 /mine;"
                    + " busybox chown 7 /mine"));

    assertThat(said)
        .isEqualTo(
            """
            4755 42:65534
            Exited[code=0]
            /dev: dir 0755
            /etc: dir 0755
            /mine: dir 0700 7:0
            /new: file 0644 7aa7a535 33:34
            /null: char 0666 1:3 42:65534
            /proc: dir 0755
            /sys: dir 0755
            """);
    assertThat(home.resolve("work/work")).isEmptyDirectory();
  }

  @Test
  void aUserWithASingleIdCanDoAllButChangeOwners() throws Exception {
    String said =
        said(
            trial(
                asNobody("", ""),
                classPath(),
                "exec 2>&1; busybox stat -c '%a %u:%g' /owned; echo new >/new; busybox chown 33:34 /new"));

    assertThat(said)
        .isEqualTo(
            """
            all files in containers belong to root, since there is a single id: \
            /etc/subuid gives nobody 0 ids, expected at least 65534: packages own files by other \
            users than root
            4755 0:0
            chown: /new: Invalid argument
            Exited[code=1]
            /dev: dir 0755
            /etc: dir 0755
            /new: file 0644 7aa7a535
            /null: char 0666 1:3 42:65534
            /owned: file 4755 2d711642 42:65534
            /proc: dir 0755
            /sys: dir 0755
            """);
  }

  /** A process that changes its user can't be looked at by others of that user. */
  private static final String SECRETIVE =
      "busybox mkdir -m 700 /mine; busybox ln -s /etc/f /mine/l; echo hi >/etc/f;"
          + " busybox chown -R 7:7 /mine; echo other:x:7:7::/:/bin/sh >/etc/passwd; cd /mine;"
          + " busybox su other -c 'busybox cat l'";

  @Test
  void anOrdinaryUserCanWatchWhatOtherUsersInAContainerOpen() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/newuidmap")), "newuidmap is needed: install uidmap");
    List<String> asNobody = asNobody("65534:200000:65536\n", "65534:300000:65536\n");

    String said = said(trial(asNobody, classPath(), SECRETIVE, "watched"));

    // What lies in the folder of user 7, nobody can see; a path is at least told.
    assertThat(said.lines())
        .contains("/etc/f -> nothing", "/mine/l -> /mine/l", "hi", "Exited[code=0]");
    assertThat(home.resolve("work/work")).isEmptyDirectory();
  }

  @Test
  void rootSeesWhereTheFilesOfAllUsersLead() throws Exception {
    assertThat(said(trial(List.of(), classPath(), SECRETIVE, "watched")).lines())
        .contains("/etc/f -> nothing", "/mine/l -> /etc/f", "hi", "Exited[code=0]");
  }

  @Test
  void aUserWithASingleIdCanWatch() throws Exception {
    assertThat(said(trial(asNobody("", ""), classPath(), "busybox cat /owned", "watched")).lines())
        .contains("/owned -> /owned", "xExited[code=0]");
  }

  @Test
  void aKilledKobakoLeavesNothingThatItWatched() throws Exception {
    String script = "echo started; while :; do busybox sleep 0.01 8765432; done";
    Process killed = trial(List.of(), classPath(), script, "watched");
    try (var lines = killed.inputReader()) {
      while (!"started".equals(lines.readLine())) {
        // what it opens comes first
      }
    }
    killed.destroyForcibly().waitFor();

    while (processes("8765432").findAny().isPresent()) {
      Thread.sleep(10); // bounded by the test's timeout
    }
  }

  /** As udev makes it; some machines have one for root only. */
  private void makeDeviceForAll() throws Exception {
    Process made =
        new ProcessBuilder("mknod", "-m", "666", home.resolve("tun").toString(), "c", "10", "200")
            .start();
    assertThat(made.waitFor()).isZero();
  }

  private static void needNetworkTool(String name) {
    assumeTrue(HostTools.where(name).isPresent(), name + " is needed: install it");
    assumeTrue(Files.exists(Path.of("/dev/net/tun")), "/dev/net/tun is needed: modprobe tun");
  }

  @Test
  void anOrdinaryUserCanHaveANetworkOfItsOwn() throws Exception {
    needNetworkTool("slirp4netns");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/newuidmap")), "newuidmap is needed: install uidmap");
    makeDeviceForAll();
    List<String> asNobody = asNobody("65534:200000:65536\n", "65534:300000:65536\n");

    assertThat(said(trial(asNobody, classPath(), "busybox ip -o -4 addr show tap0", "own")))
        .startsWith("2: tap0    inet 10.0.2.100/24 brd 10.0.2.255 scope global tap0");
  }

  @Test
  void pastaConnectsTheNetworkWhereThereIsNothingElse() throws Exception {
    needNetworkTool("pasta");
    List<String> withoutSlirp =
        List.of(
            "/usr/bin/unshare",
            "--mount",
            "/bin/sh",
            "-ec",
            "if [ -e /usr/bin/slirp4netns ]; then mount --bind /dev/null /usr/bin/slirp4netns; fi;"
                + " exec \"$@\"",
            "sh");

    assertThat(
            said(
                trial(
                    withoutSlirp,
                    classPath(),
                    "busybox ip -4 route | busybox grep -c ^default; busybox cat /etc/resolv.conf",
                    "own")))
        .startsWith("1\n")
        .contains("nameserver 169.254.1.1\n");
  }

  @Test
  void aKilledKobakoLeavesNothingOfItsNetwork() throws Exception {
    needNetworkTool("slirp4netns");
    Process killed = trial(List.of(), classPath(), "echo started; busybox sleep 100000", "own");
    try (var lines = killed.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("started");
    }
    List<ProcessHandle> network =
        killed
            .descendants()
            .filter(each -> each.info().command().orElse("").endsWith("slirp4netns"))
            .toList();
    killed.destroyForcibly().waitFor();

    assertThat(network).isNotEmpty();
    for (ProcessHandle each : network) {
      each.onExit().join(); // bounded by the test's timeout
    }
  }

  @Test
  void aKilledKobakoLeavesNoProcessAndNoMountAndTheNextOneCleans() throws Exception {
    String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
    String classPath = classPath();
    Process killed = trial(List.of(), classPath, "echo started; busybox sleep 7654321");
    try (var lines = killed.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("started");
    }
    killed.destroyForcibly().waitFor();

    while (processes("7654321").findAny().isPresent()) {
      Thread.sleep(10); // bounded by the test's timeout
    }
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
    assertThat(left()).hasSize(2);

    assertThat(said(trial(List.of(), classPath, "echo fine"))).startsWith("fine\n");
    assertThat(left()).isEmpty();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("work/work"))) {
      return all.toList();
    }
  }

  private static Stream<String> processes(String word) {
    return ProcessHandle.allProcesses()
        .flatMap(each -> each.info().arguments().stream())
        .flatMap(Arrays::stream)
        .filter(argument -> argument.contains(word));
  }
}
