package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs of this machine with all that they keep in a folder of their own: nothing of the host's
 * engines is seen or touched. The folder has a short name, since sockets are in it.
 */
final class RealEngine implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final List<Process> children = new ArrayList<>();

  RealEngine() throws IOException {
    folder = Files.createTempDirectory("kbk");
  }

  /** Where everything is. */
  Path folder() {
    return folder;
  }

  /** Skips the test, visibly, where it can't run. */
  static void require(String tool) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    boolean installed =
        Stream.of(path.split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    assumeTrue(installed, tool + " is not installed, so that nothing is proven about it");
  }

  /** Skips the test, visibly, where we are not root, as whom engines are started here. */
  static void requireRoot(String tool) {
    require(tool);
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        tool + " must be started by root here, so that nothing is proven about it");
  }

  /** Docker's daemon, without a network. */
  SortedMap<String, String> docker() throws Exception {
    requireRoot("dockerd");
    Path socket = folder.resolve("s");
    SortedMap<String, String> environment = environment();
    start(
        socket,
        environment,
        "dockerd",
        "--iptables=false",
        "--ip6tables=false",
        "--bridge=none",
        "--data-root=" + folder.resolve("root"),
        "--exec-root=" + folder.resolve("exec"),
        "--pidfile=" + folder.resolve("pid"),
        "--host=unix://" + socket);
    environment.put("DOCKER_HOST", "unix://" + socket);
    return environment;
  }

  /** Variables with which Podman keeps to the folder. */
  SortedMap<String, String> podman() throws IOException {
    requireRoot("podman");
    Path settings = folder.resolve("storage.conf");
    Files.writeString(
        settings,
        "[storage]\ndriver=\"vfs\"\ngraphroot=\"%s\"\nrunroot=\"%s\"\n"
            .formatted(folder.resolve("graph"), folder.resolve("run")));
    SortedMap<String, String> environment = environment();
    environment.put("CONTAINERS_STORAGE_CONF", settings.toString());
    environment.put("REGISTRY_AUTH_FILE", Files.writeString(folder.resolve("a"), "{}").toString());
    return environment;
  }

  /** The socket of containerd alone, without Docker. */
  Path containerd() throws Exception {
    requireRoot("containerd");
    require("ctr");
    Path socket = folder.resolve("s");
    Path settings = folder.resolve("config.toml");
    Files.writeString(
        settings, "version = 2\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n");
    start(
        socket,
        environment(),
        "containerd",
        "--config=" + settings,
        "--root=" + folder.resolve("root"),
        "--state=" + folder.resolve("state"),
        "--address=" + socket);
    return socket;
  }

  /** Variables of a program that sees nothing of the host. */
  SortedMap<String, String> environment() {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("XDG_RUNTIME_DIR", folder.toString());
    return environment;
  }

  /** Starts a program and waits until it listens. */
  void start(Path socket, SortedMap<String, String> environment, String... command)
      throws Exception {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    children.add(process);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!listens(socket)) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).as(Files.readString(log)).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static boolean listens(Path socket) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Runs a command to its end, which must be a good one, and gives what it said. */
  String run(SortedMap<String, String> environment, String... command) throws Exception {
    Path output = Files.createTempFile(folder, "out", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as(String.join(" ", command)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + text).isZero();
    return text;
  }

  @Override
  public void close() throws IOException {
    for (Process child : children) {
      child.destroy();
      try {
        child.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      } catch (CompletionException _) {
        child.destroyForcibly().onExit().join();
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
