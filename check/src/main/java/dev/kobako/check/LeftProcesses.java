package dev.kobako.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a check has started on this machine and left running, wherever it has put itself: known by
 * the variables that it inherited (proc(5), {@code /proc/PID/environ}).
 *
 * <p>None is missed by being looked at in a bad moment. A process that starts a program shows no
 * variables until the program's first page is set up; it is looked at again. One that was there
 * when processes were listed, and no more when it was looked at, may have started another
 * meanwhile; so processes are listed again.
 *
 * @param mark a text that the environment of nothing else holds
 */
record LeftProcesses(String mark) {
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What can be said of a process. */
  private enum Sight {
    MARKED,
    OTHER,
    /** It has ended, or is a part of the kernel. */
    GONE,
    /** It is about to become another program. */
    CHANGING
  }

  /** Asks all to end, then kills them; what is started meanwhile, too. */
  void end() {
    Deadline patience = Deadline.in(PATIENCE);
    List<ProcessHandle> left = all(patience);
    if (left.isEmpty()) {
      return;
    }
    left.forEach(ProcessHandle::destroy);
    Deadline grace = Deadline.in(GRACE);
    while (left.stream().anyMatch(each -> isLeft(each.pid())) && !grace.isOver()) {
      grace.pause();
    }
    patience = Deadline.in(PATIENCE);
    for (left = all(patience); !left.isEmpty() && !patience.isOver(); left = all(patience)) {
      left.forEach(ProcessHandle::destroyForcibly);
      patience.pause();
    }
  }

  private boolean isLeft(long pid) {
    return switch (sight(pid)) {
      case MARKED, CHANGING -> true;
      case OTHER, GONE -> false;
    };
  }

  /** Some of them; none only where there are none. */
  private List<ProcessHandle> all(Deadline patience) {
    Set<Long> settled = new HashSet<>(Set.of(ProcessHandle.current().pid()));
    List<ProcessHandle> marked = new ArrayList<>();
    boolean sure;
    do {
      sure = true;
      for (ProcessHandle each : ProcessHandle.allProcesses().toList()) {
        if (settled.contains(each.pid())) {
          continue;
        }
        switch (sight(each.pid())) {
          case MARKED -> marked.add(each);
          case OTHER -> settled.add(each.pid());
          case GONE -> {
            settled.add(each.pid());
            sure = false;
          }
          case CHANGING -> sure = false;
        }
      }
    } while (!sure && marked.isEmpty() && !patience.isOver());
    return marked;
  }

  private Sight sight(long pid) {
    Path process = Path.of("/proc/" + pid);
    try {
      String environment = read(process, "environ");
      if (environment.isEmpty()) {
        Path _ = Files.readSymbolicLink(process.resolve("exe"));
        // A program may have no variables, but each has its name.
        boolean isProgram = !read(process, "cmdline").isEmpty();
        environment = read(process, "environ");
        if (environment.isEmpty()) {
          return isProgram ? Sight.OTHER : Sight.CHANGING;
        }
      }
      return environment.contains(mark) ? Sight.MARKED : Sight.OTHER;
    } catch (AccessDeniedException _) {
      return Sight.OTHER; // another user's
    } catch (IOException _) {
      return Sight.GONE;
    }
  }

  private static String read(Path process, String file) throws IOException {
    return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
  }
}
