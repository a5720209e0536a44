package dev.kobako.toolbox;

import dev.kobako.debian.PackageVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program which version it is. */
final class VersionProbe {
  private static final int MOST_OUTPUT = 16 << 10;
  private static final long SECONDS = 10;

  private VersionProbe() {}

  /** The first version in what it says; empty where it says none, hangs or can't be started. */
  static Optional<String> version(Tool tool, Path program) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.add(tool.versionOption());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      Thread watch = Thread.ofPlatform().daemon().start(() -> endLate(process));
      try (InputStream out = process.getInputStream()) {
        String said = new String(out.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        return process.waitFor(SECONDS, TimeUnit.SECONDS) ? versionIn(said) : Optional.empty();
      } finally {
        process.destroyForcibly();
        watch.interrupt();
      }
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void endLate(Process process) {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      // it ended in time
    }
  }

  /** Digits and dots, with a dot between digits at least: {@code runc version 1.1.5+ds1}. */
  static Optional<String> versionIn(String said) {
    for (int start = 0; start < said.length(); start++) {
      boolean begins = isDigit(said, start) && !isDigit(said, start - 1);
      int end = start;
      while (begins && (isDigit(said, end) || (at(said, end) == '.' && isDigit(said, end + 1)))) {
        end++;
      }
      String found = said.substring(start, end);
      if (found.indexOf('.') > 0) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Whether a version is new enough for what kobako asks of the tool. */
  static boolean isNewEnough(Tool tool, String version) {
    return PackageVersion.of(version).compareTo(PackageVersion.of(tool.oldestVersion())) >= 0;
  }

  private static boolean isDigit(String text, int index) {
    char c = at(text, index);
    return c >= '0' && c <= '9';
  }

  private static char at(String text, int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
  }
}
