package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import dev.kobako.http.Printable;
import dev.kobako.http.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Podman's API, served by a child of ours: Podman has no daemon, and its users expect its images to
 * be there without one. Ends when it is closed and when the JVM ends; after a {@code kill -9} of
 * ours by itself, since then nobody is connected any more.
 */
final class PodmanService implements AutoCloseable {
  private static final String PROGRAM = "podman";

  /** How long it waits for the next connection before it ends by itself. */
  private static final String IDLE_SECONDS = "30";

  /** The first start of a new user sets the storage up. */
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long END_SECONDS = 10;

  /** Sockets' paths are limited to 108 bytes by Linux, 104 elsewhere. */
  private static final int MAX_FOLDER = 80;

  private final Process process;
  private final Path folder;
  private final Thread hook;

  private PodmanService(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.hook = new Thread(this::end, "podman-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts it; returns when it listens.
   *
   * @return empty where there is no Podman
   * @throws KobakoException outside, where it does not start
   */
  static Optional<PodmanService> start(SortedMap<String, String> environment) {
    Optional<Path> program = program(environment);
    if (program.isEmpty()) {
      return Optional.empty();
    }
    PodmanService service;
    try {
      service = launch(program.get(), environment);
    } catch (IOException e) {
      throw notStarted("can't be started: " + e.getMessage(), e);
    }
    boolean listens = false;
    try {
      service.await();
      listens = true;
      return Optional.of(service);
    } finally {
      if (!listens) {
        service.close();
      }
    }
  }

  private static Optional<Path> program(SortedMap<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":"))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder).resolve(PROGRAM))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static PodmanService launch(Path program, SortedMap<String, String> environment)
      throws IOException {
    Path parent = Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""));
    boolean fits =
        parent.isAbsolute() && parent.toString().length() < MAX_FOLDER && Files.isWritable(parent);
    Path folder =
        fits ? Files.createTempDirectory(parent, "kobako-") : Files.createTempDirectory("kobako-");
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "system",
            "service",
            "--time=" + IDLE_SECONDS,
            "unix://" + folder.resolve("s"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(folder.resolve("log").toFile()).redirectErrorStream(true);
    try {
      return new PodmanService(builder.start(), folder);
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
  }

  /** Where it listens. */
  EngineAddress address() {
    return new EngineAddress(
        new Origin.Unix(folder.resolve("s")), TlsSettings.SYSTEM, "started by kobako");
  }

  private void await() {
    long start = System.nanoTime();
    while (!listens()) {
      if (!process.isAlive()) {
        throw notStarted(
            "'podman system service' ended with " + process.exitValue() + ": " + lastWords(), null);
      }
      if (System.nanoTime() - start > START_NANOS) {
        throw notStarted("'podman system service' does not listen after 30 s", null);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw notStarted("interrupted while it started", e);
      }
    }
  }

  private boolean listens() {
    Path socket = folder.resolve("s");
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return true;
    } catch (IOException _) {
      return false; // it is there before it listens
    }
  }

  private String lastWords() {
    try (InputStream in = Files.newInputStream(folder.resolve("log"))) {
      String text = new String(in.readNBytes(64 * 1024), StandardCharsets.UTF_8).strip();
      List<String> lines = text.lines().toList();
      return lines.isEmpty() ? "it said nothing" : Printable.of(lines.getLast(), 500);
    } catch (IOException _) {
      return "it said nothing";
    }
  }

  private static KobakoException notStarted(String fact, @Nullable Throwable cause) {
    return KobakoException.outside(
        Diagnostic.of(
            "Podman", fact, "check that 'podman info' works, or name a socket in CONTAINER_HOST"),
        cause);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      return; // the JVM ends, and the hook does the same as we would
    }
    end();
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve("s"));
      Files.deleteIfExists(folder.resolve("log"));
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // An empty folder of the temporary ones: nobody misses the space.
    }
  }
}
