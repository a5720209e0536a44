package dev.kobako.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A command of the host that tests compare with or take as a tool.
 *
 * @param words program and arguments
 * @param folder that it runs in
 * @param environment the whole environment
 */
record HostCommand(List<String> words, Path folder, Map<String, String> environment) {
  private static final int MINUTES = 5;

  /** What the command printed, and its exit code. */
  record Result(int code, String out, String err) {}

  static HostCommand of(Path folder, String... words) {
    return new HostCommand(List.of(words), folder, System.getenv());
  }

  /** The same with nothing in the environment but these variables. */
  HostCommand withOnly(Map<String, String> variables) {
    return new HostCommand(words, folder, new TreeMap<>(variables));
  }

  /** Skips the test where a program is not there, and says which. */
  static void assume(String... programs) {
    for (String program : programs) {
      assumeTrue(isThere(program), "skipped: '" + program + "' is not on the PATH");
    }
  }

  static boolean isThere(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  Result run() throws IOException, InterruptedException {
    Path out = Files.createTempFile("kobako-test", ".out");
    Path err = Files.createTempFile("kobako-test", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(words + " does not end");
      }
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** What the command prints, which must succeed. */
  String output() throws IOException, InterruptedException {
    Result result = run();
    if (result.code() != 0) {
      throw new AssertionError(
          "exit code " + result.code() + " of " + words + "\n" + result.out() + result.err());
    }
    return result.out();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
