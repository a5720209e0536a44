package dev.kobako.sandbox;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A container that was made under a name, and is not removed yet.
 *
 * @param id 12 hexadecimal digits, which nobody else has
 * @param created when it was made
 * @param log what its processes have written, in one file; empty for one in the foreground
 * @param state when it was looked at
 */
public record KnownContainer(
    String id, NamedContainer named, Instant created, Path log, State state) {
  /** What it is called. */
  public String name() {
    return named.name();
  }

  /** Its first process, whose environment, folder and user are those of the container. */
  public ContainerProcess process() {
    return named.container().process();
  }

  /** Whether it runs. */
  public boolean isRunning() {
    return state instanceof State.Running;
  }

  /** Whether it runs. A closed set: handle it with an exhaustive switch. */
  public sealed interface State {
    /** It was never started. */
    record Created() implements State {}

    /**
     * It runs.
     *
     * @param pid the number of a process of this machine below which all of its are
     */
    record Running(long pid, Instant since) implements State {}

    /**
     * Its first process has ended, and all others with it.
     *
     * @param code as a shell has it, 128 and the number for a signal
     */
    record Ended(int code, Instant at) implements State {}

    /** It was killed with all around it: nobody saw how it ended. */
    record Gone() implements State {}
  }
}
