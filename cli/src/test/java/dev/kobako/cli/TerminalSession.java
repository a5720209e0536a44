package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.TerminalEmulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The command in a pseudo-terminal of util-linux's {@code script}, with keys that are typed and a
 * screen that is looked at. Killed at the end of the test, if it still runs then.
 */
final class TerminalSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final Process script;
  private final Path folder;
  private final TerminalEmulator emulator;
  private final StringBuilder sent = new StringBuilder();
  private final Thread reader;
  private volatile @Nullable RuntimeException refused;

  private TerminalSession(Process script, Path folder, TerminalEmulator emulator) {
    this.script = script;
    this.folder = folder;
    this.emulator = emulator;
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  /**
   * Starts it with the environment and folder of that caller, on 24 lines of 80 columns.
   *
   * @param folder where the session may keep notes
   */
  static TerminalSession start(Kobako caller, Path folder, String... arguments) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script (util-linux) is needed");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Path run = folder.resolve("run.sh");
    Files.writeString(
        run,
        """
        stty rows 24 cols 80
        tty >%1$s/tty
        stty -g >%1$s/before
        echo as it was
        '%2$s'
        echo $? >%1$s/code
        stty -g >%1$s/after
        """
            .formatted(folder, String.join("' '", command)));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qfc", "sh " + run, "/dev/null")
            .directory(caller.folder().toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(caller.environment());
    builder.environment().put("KOBAKO_TERMINALS", "012");
    return new TerminalSession(builder.start(), folder, new TerminalEmulator(24, 80));
  }

  private void read() {
    byte[] bytes = new byte[8192];
    try (InputStream in = script.getInputStream()) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        synchronized (sent) {
          sent.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
        }
        emulator.feed(bytes, read);
      }
    } catch (IOException _) {
      // The session has ended.
    } catch (RuntimeException e) {
      refused = e;
    }
  }

  /** Types; ESC [ A is the key up, and so on. */
  TerminalSession type(String keys) throws IOException {
    OutputStream in = script.getOutputStream();
    in.write(keys.getBytes(StandardCharsets.UTF_8));
    in.flush();
    return this;
  }

  /** Makes the terminal larger or smaller, which its programs are told by a signal. */
  TerminalSession resize(int rows, int columns) throws IOException, InterruptedException {
    emulator.resize(rows, columns);
    String tty = Files.readString(folder.resolve("tty")).strip();
    Process stty =
        new ProcessBuilder(
                "stty", "-F", tty, "rows", String.valueOf(rows), "cols", String.valueOf(columns))
            .start();
    assertThat(stty.waitFor()).isZero();
    return this;
  }

  /** Waits until the screen has something; gives its lines. */
  List<String> until(String what, Predicate<List<String>> isSo) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<String> lines = emulator.lines();
      RuntimeException failure = refused;
      if (failure != null) {
        throw failure;
      }
      if (isSo.test(lines)) {
        return lines;
      }
      assertThat(System.nanoTime())
          .as("%s, but there is%n%s", what, String.join("\n", lines))
          .isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** Waits until a line of the screen contains a text; gives all of them. */
  List<String> untilShown(String text) throws InterruptedException {
    return until(
        "'" + text + "' is shown", lines -> lines.stream().anyMatch(line -> line.contains(text)));
  }

  TerminalEmulator screen() {
    return emulator;
  }

  /** All that the program has sent, a character a byte. */
  String sent() {
    synchronized (sent) {
      return sent.toString();
    }
  }

  /** Sends a signal to the command itself. */
  void signal(String name) throws IOException, InterruptedException {
    ProcessHandle java =
        script
            .descendants()
            .filter(each -> each.info().command().filter(path -> path.endsWith("java")).isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(java.pid())).start().waitFor())
        .isZero();
  }

  /** Waits for the end of the command; gives its exit code, and checks that nothing is left. */
  int codeAfterRestoring() throws IOException, InterruptedException {
    assertThat(script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    reader.join(PATIENCE);
    assertThat(emulator.isRestored()).as("the screen is as before").isTrue();
    assertThat(emulator.lines()).first().isEqualTo("as it was");
    assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    return Integer.parseInt(Files.readString(folder.resolve("code")).strip());
  }

  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly().onExit().join();
  }
}
