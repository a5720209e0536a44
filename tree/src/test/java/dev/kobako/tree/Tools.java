package dev.kobako.tree;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.SearchPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of the host that tests compare with; a test whose program is missing is skipped. */
final class Tools {
  private Tools() {}

  static void assume(String program) {
    assumeTrue(
        SearchPath.find(program).isPresent(), "skipped: '" + program + "' is not on the PATH");
  }

  /** Devices, foreign owners and capabilities can only be made by root. */
  static void assumeRoot() throws IOException {
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assumeTrue(uid.equals(0), "skipped: making devices and owners needs root");
  }

  static void shell(Path folder, String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-euc", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError("exit code " + code + " of: " + script + "\n" + output);
    }
  }
}
