package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The end of a container with a name: waited for, asked for, or brought about.
 *
 * @param runtime the program runc
 */
record ContainerEnd(RootShell shell, Path runtime, ContainerRecord record) {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** Asks its first process to end; kills all when it hasn't in time. */
  void ask(int signal, Duration patience) {
    tell(signal);
    if (!await(patience)) {
      tell(Kernel.SIGKILL);
      if (!await(FAREWELL)) {
        kill();
      }
    }
  }

  /** Waits as long as it takes. */
  void await() {
    while (!await(FAREWELL)) {
      // the next look may see it
    }
  }

  /** Sends its first process a signal, if there is one. */
  void tell(int number) {
    Optional<ProcessMark> mark = record.process();
    if (mark.isEmpty()) {
      return;
    }
    List<String> parameters =
        List.of(
            record.folder().toString(),
            runtime.toString(),
            ContainerSetup.NAME,
            Integer.toString(number));
    try (Launch launch =
        shell.startInside(
            mark.get().pid(),
            ContainerScript.SIGNAL,
            parameters,
            ChildInput.NONE,
            ChildStreams.KEPT)) {
      // That it fails means that it has ended; else there is SIGKILL.
      Kernel.Waited _ = launch.reap();
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  private boolean await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (record.process().isPresent()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("container", e);
    }
  }

  /** All in it dies with the process around it. */
  void kill() {
    record.process().ifPresent(mark -> shell.kernel().kill(mark.pid()));
    boolean _ = await(FAREWELL);
  }
}
