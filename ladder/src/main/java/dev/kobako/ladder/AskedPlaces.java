package dev.kobako.ladder;

import dev.kobako.check.Started;
import dev.kobako.check.Trace;
import dev.kobako.slim.Closure;
import dev.kobako.slim.ClosureOptions;
import dev.kobako.slim.Guess;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where in an original lies what traces asked for: with links and folders on the way, and with what
 * the kernel and the loader take for a program that is started, which nobody asks for.
 */
final class AskedPlaces {
  private static final Reason ASKED = Reason.asked("asked for");

  private final Closure empty;

  AskedPlaces(Original original) {
    this.empty =
        new Closure(original.source(), ClosureOptions.ofTraced(EnumSet.allOf(Guess.class)));
  }

  /** Those of a trace. */
  Set<ImagePath> of(Trace trace) throws IOException {
    Closure closure = empty.fresh();
    for (Started started : trace.started()) {
      if (TracedPaths.canBe(started.path())) {
        closure.keepRunning(started.path(), ASKED);
      }
    }
    new TracedPaths(closure).keep(trace.asked().values());
    return closure.paths();
  }
}
