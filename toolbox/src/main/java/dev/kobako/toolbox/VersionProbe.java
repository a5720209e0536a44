package dev.kobako.toolbox;

import dev.kobako.debian.PackageVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program which version it is. */
final class VersionProbe {
  private static final int MOST_OUTPUT = 16 << 10;

  /** Ordinary ones take a hundredth of a second; a busy machine or a slow disk a few. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long after a program's end its last words are waited for. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private VersionProbe() {}

  /** The first version in what it says; empty where it says none, fails, hangs or can't start. */
  static Optional<String> version(Tool tool, Path program) {
    return version(tool, program, PATIENCE);
  }

  /**
   * The same for another patience. A program that fails is not believed: what a loader says of a
   * missing {@code libseccomp.so.2.5} has a version in it too.
   */
  static Optional<String> version(Tool tool, Path program, Duration patience) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.add(tool.versionOption());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      try {
        Listener listener = Listener.to(process);
        boolean ended = process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (!ended || process.exitValue() != 0) {
          return Optional.empty();
        }
        return versionIn(listener.said(LAST_WORDS));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Reads beside, since the pipe can stay open after the program's end: whatever it has started may
   * hold it.
   */
  private record Listener(Thread thread, ByteArrayOutputStream heard) {
    static Listener to(Process process) {
      ByteArrayOutputStream heard = new ByteArrayOutputStream();
      Thread thread = Thread.ofPlatform().daemon().start(() -> listen(process, heard));
      return new Listener(thread, heard);
    }

    /** Closes the pipe after the most that is heard, which ends a program that says more. */
    private static void listen(Process process, ByteArrayOutputStream heard) {
      byte[] buffer = new byte[MOST_OUTPUT];
      try (InputStream out = process.getInputStream()) {
        int count = out.read(buffer);
        while (count > 0 && heard.size() < MOST_OUTPUT) {
          heard.write(buffer, 0, count);
          count = out.read(buffer);
        }
      } catch (IOException _) {
        // The program was ended.
      }
    }

    String said(Duration patience) throws InterruptedException {
      thread.join(patience);
      return heard.toString(StandardCharsets.UTF_8);
    }
  }

  /** Digits and dots, with a dot between digits at least: {@code runc version 1.1.5+ds1}. */
  static Optional<String> versionIn(String said) {
    for (int start = 0; start < said.length(); start++) {
      if (isDigit(said, start) && !isDigit(said, start - 1)) {
        int end = start;
        while (isDigit(said, end) || (at(said, end) == '.' && isDigit(said, end + 1))) {
          end++;
        }
        String found = said.substring(start, end);
        if (found.indexOf('.') > 0) {
          return Optional.of(found);
        }
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
