package dev.kobako.build;

import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import java.util.List;

/**
 * RUN, everything expanded.
 *
 * @param command program and arguments: the shell's words before a shell line
 * @param environment each {@code NAME=value}: ENV, and the ARGs that the stage declared
 * @param unkeyed variables that are set and are not part of the cache's key: the proxies
 * @param workingDirectory absolute
 * @param user as USER has it; empty for root
 */
public record RunStep(
    Statement statement,
    String history,
    List<String> command,
    List<String> environment,
    List<String> unkeyed,
    String workingDirectory,
    String user,
    List<PlannedMount> mounts,
    Network network,
    boolean insecure)
    implements Step {
  public RunStep {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    unkeyed = List.copyOf(unkeyed);
    mounts = List.copyOf(mounts);
  }

  /**
   * A mount with where its {@code from} leads; {@link CopySource.Nowhere} where it has none and
   * needs none.
   */
  public record PlannedMount(RunMount mount, CopySource from, Span span) {}

  /** The network of a step. */
  public enum Network {
    DEFAULT,
    NONE,
    HOST
  }
}
