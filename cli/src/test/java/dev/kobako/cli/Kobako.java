package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The command as tests call it: in this JVM, with a store of its own and an environment that holds
 * PATH and KOBAKO_HOME only.
 *
 * @param environment of the caller
 * @param folder the working directory of the caller
 * @param stdin what is piped in
 */
record Kobako(SortedMap<String, String> environment, Path folder, String stdin) {
  /** What a run printed, and its exit code. */
  record Result(int code, String out, String err) {
    /** The same, having checked that the command did what it was told. */
    Result done() {
      assertThat(this).isEqualTo(new Result(0, out, ""));
      return this;
    }

    /** The same, having checked its exit code only: slow work tells how it goes meanwhile. */
    Result succeeded() {
      assertThat(code).as(err).isZero();
      return this;
    }

    List<String> lines() {
      return out.lines().toList();
    }
  }

  static Kobako withStore(Path home) {
    return new Kobako(
        new TreeMap<>(
            Map.of("PATH", System.getenv("PATH"), "KOBAKO_HOME", home.toAbsolutePath().toString())),
        Path.of("/"),
        "");
  }

  Kobako with(String variable, String value) {
    TreeMap<String, String> changed = new TreeMap<>(environment);
    changed.put(variable, value);
    return new Kobako(changed, folder, stdin);
  }

  Kobako in(Path newFolder) {
    return new Kobako(environment, newFolder, stdin);
  }

  Kobako reading(String text) {
    return new Kobako(environment, folder, text);
  }

  Path home() {
    return Path.of(environment.getOrDefault("KOBAKO_HOME", ""));
  }

  Result run(List<String> arguments) {
    return run(arguments.toArray(new String[0]));
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            Arrays.asList(arguments),
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                environment,
                folder.toString()));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
