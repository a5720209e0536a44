package dev.kobako.check;

import dev.kobako.sandbox.StartedContainer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signals that a client gets, passed on to its container. The last of them is that it has gone,
 * which kills: nobody could be told what becomes of the container.
 */
final class ClientSignals {
  private final List<Integer> early = new ArrayList<>();
  private boolean ready;
  private @Nullable StartedContainer container;

  /** Reads the client's numbers, a line each, until it has gone. */
  void readAll(InputStream in) {
    int number = 0;
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next >= '0' && next <= '9') {
          number = Math.min(number * 10 + next - '0', 100);
        } else {
          pass(number);
          number = 0;
        }
      }
    } catch (IOException _) {
      // as if it had gone
    }
    pass(LiveRun.SIGKILL);
  }

  private synchronized void pass(int number) {
    if (number == 0 || number == LiveRun.SIGKILL) {
      ready = true;
      notifyAll();
    }
    if (number < 1 || number > 64) {
      return;
    }
    StartedContainer target = container;
    if (target == null) {
      early.add(number);
    } else {
      target.signal(number);
    }
  }

  /** Waits until the client's streams are its container's, or it has gone. */
  synchronized void awaitReady() throws InterruptedException {
    while (!ready) {
      wait();
    }
  }

  /** Names the container; it gets what came before. */
  synchronized void to(StartedContainer started) {
    container = started;
    early.forEach(started::signal);
    early.clear();
  }

  /** The container has ended; later ones are for nobody. */
  synchronized void over() {
    container = null;
  }
}
