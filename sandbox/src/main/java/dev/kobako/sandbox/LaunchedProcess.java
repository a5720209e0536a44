package dev.kobako.sandbox;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process that was launched with kobako's own streams. */
final class LaunchedProcess implements AttachedProcess {
  private final Launch launch;
  private final Consumer<Ending> atEnd;
  private @Nullable Ending ending;
  private boolean closed;

  /** {@code atEnd} is told once, by whoever waits for the end. */
  LaunchedProcess(Launch launch, Consumer<Ending> atEnd) {
    this.launch = launch;
    this.atEnd = atEnd;
  }

  @Override
  public void signal(int number) {
    launch.signal(number);
  }

  @Override
  public synchronized Ending await() {
    Ending known = ending;
    if (known == null) {
      known = RuntimeLog.ending(launch, Ending.ofStatus(launch.reap().status()));
      ending = known;
      atEnd.accept(known);
    }
    return known;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed || ending != null) {
        return;
      }
      closed = true;
    }
    launch.close();
    atEnd.accept(new Ending.Signalled(Kernel.SIGKILL));
  }
}
