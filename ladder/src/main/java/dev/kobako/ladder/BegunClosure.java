package dev.kobako.ladder;

import dev.kobako.slim.Closure;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A closure that is begun on a thread of its own while the original runs, unless somebody needs it
 * before. It grows where it is used, so the first one that asks gets it, and others begin anew.
 */
final class BegunClosure implements AutoCloseable {
  /** Where nothing is begun. */
  static final BegunClosure NONE = new BegunClosure(null);

  private @Nullable FutureTask<Optional<Closure>> task;

  private BegunClosure(@Nullable FutureTask<Optional<Closure>> task) {
    this.task = task;
  }

  /**
   * Begins one; what fails here fails again, and is told, where it is begun anew.
   *
   * @param first is waited for by the thread, not by who needs the closure
   */
  static BegunClosure begin(Runnable first, Callable<Closure> work) {
    FutureTask<Optional<Closure>> task =
        new FutureTask<>(() -> {
          try {
            return Optional.of(work.call());
          } catch (Exception | StackOverflowError _) {
            return Optional.empty();
          }
        });
    Thread.ofPlatform()
        .daemon()
        .name("closure")
        .start(() -> {
          try {
            first.run();
          } catch (RuntimeException _) {
            return; // whoever needs it is told
          }
          task.run();
        });
    return new BegunClosure(task);
  }

  /** What was begun, waiting for it, or doing it now; nothing if another has it. */
  Optional<Closure> take() {
    FutureTask<Optional<Closure>> taken = task;
    task = null;
    if (taken == null) {
      return Optional.empty();
    }
    taken.run(); // does nothing where the thread has come as far
    try {
      return taken.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a closure", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (CancellationException _) {
      return Optional.empty();
    }
  }

  /** Gives it up where nobody has taken it. */
  @Override
  public void close() {
    FutureTask<Optional<Closure>> left = task;
    task = null;
    if (left != null) {
      boolean _ = left.cancel(true);
    }
  }
}
