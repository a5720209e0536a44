package dev.kobako.ladder;

import dev.kobako.slim.Closure;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A closure that was begun on a thread of its own while the original runs. It grows where it is
 * used, so the first one that asks gets it, and others begin anew.
 */
final class BegunClosure {
  /** Where nothing was begun. */
  static final BegunClosure NONE = new BegunClosure(null);

  private @Nullable Ahead<Optional<Closure>> ahead;

  private BegunClosure(@Nullable Ahead<Optional<Closure>> ahead) {
    this.ahead = ahead;
  }

  /** Begins one; what fails here fails again, and is told, where it is begun anew. */
  static BegunClosure begin(Callable<Closure> work) {
    return new BegunClosure(
        Ahead.begin(
            "closure",
            () -> {
              try {
                return Optional.of(work.call());
              } catch (Exception _) {
                return Optional.empty();
              }
            }));
  }

  /** What was begun, waiting for it; nothing if another has it. */
  Optional<Closure> take() {
    Ahead<Optional<Closure>> taken = ahead;
    ahead = null;
    return taken == null ? Optional.empty() : taken.result();
  }
}
