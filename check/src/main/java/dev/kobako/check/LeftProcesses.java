package dev.kobako.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a check has started on this machine and left running, wherever it has put itself: known by
 * the variables that it inherited (proc(5), {@code /proc/PID/environ}).
 *
 * @param mark a text that the environment of nothing else holds
 */
record LeftProcesses(String mark) {
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Asks all to end, then kills them; what is started meanwhile, too. */
  void end() {
    List<ProcessHandle> left = all();
    if (left.isEmpty()) {
      return;
    }
    left.forEach(ProcessHandle::destroy);
    Deadline grace = Deadline.in(GRACE);
    while (left.stream().anyMatch(each -> isMarked(each.pid())) && !grace.isOver()) {
      grace.pause();
    }
    Deadline patience = Deadline.in(PATIENCE);
    for (left = all(); !left.isEmpty() && !patience.isOver(); left = all()) {
      left.forEach(ProcessHandle::destroyForcibly);
      patience.pause();
    }
  }

  private List<ProcessHandle> all() {
    long own = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(each -> each.pid() != own && isMarked(each.pid()))
        .toList();
  }

  /** One that has ended, and that nobody has waited for, has no environment any more. */
  private boolean isMarked(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1)
          .contains(mark);
    } catch (IOException _) {
      return false; // another user's, or gone
    }
  }
}
