package dev.kobako.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that is done to a running image, and what must come of it. A closed set: handle it with
 * an exhaustive switch.
 */
public sealed interface Drive {
  /**
   * A request to the container.
   *
   * @param port where it listens; empty for every exposed port of the image
   * @param path with its query, from {@code /}
   * @param status expected; empty for any below 500
   */
  record Http(String method, Optional<Integer> port, String path, Optional<Integer> status)
      implements Drive {}

  /** A shell-like command line that is run inside and must end with 0. */
  record Exec(List<String> command) implements Drive {
    public Exec {
      command = List.copyOf(command);
    }
  }

  /**
   * A command of the user's on this machine that must end with 0. It finds {@code KOBAKO_RUN},
   * {@code KOBAKO_START}, {@code KOBAKO_STOP} and {@code KOBAKO_LOGS} in its environment and starts
   * containers of the image by them; none is started for it.
   */
  record Check(List<String> command) implements Drive {
    public Check {
      command = List.copyOf(command);
    }
  }

  /** The image is run in the foreground with this as its input and must end with 0. */
  record Stdin(Path input) implements Drive {}

  /** It runs so long. */
  record For(Duration time) implements Drive {}

  /** It runs until something listens on this port. */
  record UntilPort(int port) implements Drive {}

  /** It runs until a line of its output matches. */
  record UntilLog(Pattern pattern) implements Drive {}

  /** The image's own health check must become healthy. */
  record Health() implements Drive {}
}
