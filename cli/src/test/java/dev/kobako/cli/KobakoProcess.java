package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The command as a process of its own, which signals can meet. Killed at the end of the test that
 * started it, if it still runs then.
 */
final class KobakoProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private KobakoProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it with the environment and folder of that caller. */
  static KobakoProcess start(Kobako caller, String... arguments) {
    return start(caller, List.of(), arguments);
  }

  /**
   * Starts it.
   *
   * @param options for its JVM
   */
  static KobakoProcess start(Kobako caller, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(Arrays.asList(arguments));
    try {
      Path out = Files.createTempFile("kobako-test", ".out");
      Path err = Files.createTempFile("kobako-test", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(caller.folder().toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(caller.environment());
      return new KobakoProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something is so; fails where the process ends before. */
  KobakoProcess until(String what, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(process.isAlive()).as(what + ", but it ended: " + text(err)).isTrue();
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(10);
    }
    return this;
  }

  /** Kills it as the system does where memory is short: it can do nothing about it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** What Ctrl-C does: a shell sends SIGINT to what runs in its terminal. */
  Kobako.Result interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    return result();
  }

  /** What it has said on standard error so far. */
  String soFar() {
    return text(err);
  }

  /** Waits for its end. */
  Kobako.Result result() throws InterruptedException {
    return result(PATIENCE);
  }

  /** The same with more patience. */
  Kobako.Result result(Duration patience) throws InterruptedException {
    assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    return new Kobako.Result(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.delete(out);
    Files.delete(err);
  }
}
