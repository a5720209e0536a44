package dev.kobako.slim;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * glibc opens libgcc_s itself when a thread is cancelled or ends itself, or a trace is asked for.
 */
final class UnwinderKnowledge implements Knowledge {
  @Override
  public Guess guess() {
    return Guess.UNWIND;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    Optional<LoadedObject> caller =
        program.caller(List.of("pthread_cancel", "pthread_exit", "backtrace"));
    Optional<LoadedObject> libc = program.object("libc.so.6", "libc-2.");
    if (caller.isPresent() && libc.isPresent()) {
      closure.keepOpened(
          program,
          libc.get(),
          "libgcc_s.so.1",
          Reason.guessed(caller.get().path(), "unwinder for threads of", guess()));
    }
  }
}
