package dev.kobako.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who holds a lock on a file, as Linux tells it in {@code /proc/locks} (proc_locks(5)). */
final class LockHolders {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int MAX_NAMED = 5;

  private LockHolders() {}

  /** The processes in words; empty where the system does not tell. */
  static String of(Path file) {
    try (Stream<String> lines = Files.lines(LOCKS)) {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      List<String> pids =
          lines
              .map(line -> line.trim().split(" +"))
              // number: POSIX ADVISORY READ pid major:minor:inode start end; waiting ones have an
              // ->
              .filter(words -> words.length == 8 && words[5].endsWith(inode))
              .map(words -> words[4])
              .distinct()
              .limit(MAX_NAMED)
              .toList();
      return pids.stream().map(LockHolders::name).collect(Collectors.joining(" and "));
    } catch (IOException | UnsupportedOperationException | java.io.UncheckedIOException _) {
      return "";
    }
  }

  /** A process of another container has a number that means nothing here. */
  private static String name(String pid) {
    if (pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      return "this process";
    }
    return pid.startsWith("-") || pid.equals("0") ? "a process elsewhere" : "process " + pid;
  }
}
