package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a transfer, with a process of its own. */
@Timeout(60)
class InterruptedCommandTest {
  private static final int SIGINT = 2;

  @TempDir Path temp;

  @Test
  void ctrlCEndsACommandAndLeavesNothingHalfDone() throws Exception {
    HostCommand.assume("kill");
    Path home = temp.resolve("home");
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.kobako.cli.Main",
            "load");
    builder.environment().put("KOBAKO_HOME", home.toString());
    Process process =
        builder
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile())
            .start();
    try (OutputStream archive = process.getOutputStream()) {
      archive.write(new byte[1_000_000]);
      archive.flush();
      Path staging = home.resolve("staging");
      while (process.isAlive() && staged(staging).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(staged(staging)).hasSize(1);
      HostCommand.of(temp, "kill", "-INT", Long.toString(process.pid())).output();
      assertThat(process.waitFor()).isEqualTo(128 + SIGINT);
      assertThat(staged(staging)).isEmpty();
      assertThat(temp.resolve("err")).hasContent("loading standard input\n");
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Path> staged(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("staged-")).toList();
    }
  }
}
