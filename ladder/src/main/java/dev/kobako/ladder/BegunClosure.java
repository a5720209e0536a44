package dev.kobako.ladder;

import dev.kobako.slim.Closure;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A closure that is begun on a thread of its own while the original runs, unless somebody needs it
 * before. It grows where it is used, so the first one that asks gets it, and others begin anew.
 */
final class BegunClosure implements AutoCloseable {
  /** Where nothing is begun. */
  static final BegunClosure NONE = new BegunClosure(null);

  private @Nullable Ahead<Optional<Closure>> ahead;

  private BegunClosure(@Nullable Ahead<Optional<Closure>> ahead) {
    this.ahead = ahead;
  }

  /**
   * Begins one; what fails here fails again, and is told, where it is begun anew.
   *
   * @param first is waited for by the thread, not by who needs the closure
   */
  static BegunClosure begin(Runnable first, Callable<Closure> work) {
    return new BegunClosure(
        Ahead.beginAfter(
            "closure",
            first,
            () -> {
              try {
                return Optional.of(work.call());
              } catch (Exception | StackOverflowError _) {
                return Optional.empty();
              }
            }));
  }

  /** What was begun, waiting for it, or doing it now; nothing if another has it. */
  Optional<Closure> take() {
    Ahead<Optional<Closure>> taken = ahead;
    ahead = null;
    return taken == null ? Optional.empty() : taken.result();
  }

  /** Gives it up where nobody has taken it. */
  @Override
  public void close() {
    Ahead<Optional<Closure>> left = ahead;
    ahead = null;
    if (left != null) {
      left.cancel();
    }
  }
}
