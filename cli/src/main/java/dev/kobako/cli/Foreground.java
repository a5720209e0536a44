package dev.kobako.cli;

import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.Ending;
import java.io.PrintStream;
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

  /**
   * Its exit code, as a shell has it.
   *
   * @param err is told why the program could not be started, if it could not
   */
  static int await(AttachedProcess process, PrintStream err) {
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
    int code =
        switch (process.await()) {
          case Ending.Exited(int exit) -> exit;
          case Ending.Signalled(int number) -> SIGNALLED + number;
          case Ending.TimedOut() -> SIGNALLED + SIGKILL;
        };
    process.refusal().ifPresent(reason -> err.println("kobako: the program: " + reason));
    return code;
  }
}
