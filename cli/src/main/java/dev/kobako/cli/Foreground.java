package dev.kobako.cli;

import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.Ending;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits for a process of a container as if it was kobako itself: signals are passed on to it, its
 * exit code is ours.
 */
final class Foreground {
  private static final List<String> PASSED =
      List.of("INT", "TERM", "HUP", "QUIT", "USR1", "USR2", "WINCH", "CONT");

  /** The first process of a container may ignore them; after so many it is killed, as by docker. */
  private static final int PATIENCE = 3;

  /** What shells add to the number of a signal. */
  private static final int SIGNALLED = 128;

  private static final int SIGKILL = 9;

  private Foreground() {}

  /** Its exit code, as a shell has it. Why a program can't be started the runtime says itself. */
  static int await(AttachedProcess process) {
    AtomicInteger asked = new AtomicInteger();
    for (String name : PASSED) {
      boolean ends = name.equals("INT") || name.equals("TERM");
      Signals.handle(
          name,
          number -> {
            if (ends && asked.incrementAndGet() >= PATIENCE) {
              process.signal(SIGKILL);
            } else {
              process.signal(number);
            }
          });
    }
    return switch (process.await()) {
      case Ending.Exited(int code) -> code;
      case Ending.Signalled(int number) -> SIGNALLED + number;
      case Ending.TimedOut() -> SIGNALLED + SIGKILL;
    };
  }
}
