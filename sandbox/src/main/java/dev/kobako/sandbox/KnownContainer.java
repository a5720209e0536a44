package dev.kobako.sandbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A container that was run under a name, and is not removed yet.
 *
 * @param id 12 hexadecimal digits, which nobody else has
 * @param process its first one, whose environment, folder and user are those of the container
 * @param created when it was to be started
 * @param log what its processes have written, in one file; empty for one in the foreground
 * @param layers the folders that it is laid over, the lowest first
 * @param labels as they were given
 * @param state when it was looked at
 */
public record KnownContainer(
    String id,
    String name,
    ContainerProcess process,
    Instant created,
    Path log,
    List<Path> layers,
    SortedMap<String, String> labels,
    State state) {
  public KnownContainer {
    layers = List.copyOf(layers);
  }

  /** Whether it runs. A closed set: handle it with an exhaustive switch. */
  public sealed interface State {
    /** It runs. */
    record Running() implements State {}

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
