package dev.kobako.sandbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process that was launched with kobako's own streams. */
final class LaunchedProcess implements AttachedProcess {
  private final Launch launch;
  private final Consumer<Ending> atEnd;
  private @Nullable Ending ending;
  private boolean closed;

  /** The last signal that was sent; 0 for none. */
  private final AtomicInteger signal = new AtomicInteger();

  /** {@code atEnd} is told once, by whoever waits for the end. */
  LaunchedProcess(Launch launch, Consumer<Ending> atEnd) {
    this.launch = launch;
    this.atEnd = atEnd;
  }

  @Override
  public void signal(int number) {
    signal.set(number);
    launch.signal(number);
  }

  @Override
  public synchronized Ending await() {
    Ending known = ending;
    if (known == null) {
      Ending ended = Ending.ofStatus(launch.reap().status());
      known =
          endedBeforeItBegan()
              ? new Ending.Signalled(signal.get())
              : RuntimeLog.ending(launch, ended);
      ending = known;
      atEnd.accept(known);
    }
    return known;
  }

  /** A signal can come when there is no process yet that could do anything about it. */
  private boolean endedBeforeItBegan() {
    return signal.get() != 0 && !launch.report().contains(SetupScript.READY);
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
