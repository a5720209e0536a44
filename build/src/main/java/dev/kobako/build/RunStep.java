package dev.kobako.build;

import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import java.util.List;
import java.util.Optional;

/**
 * RUN, everything expanded.
 *
 * @param command program and arguments: the shell's words before a shell line
 * @param environment each {@code NAME=value}: ENV, and the ARGs that the stage declared
 * @param unkeyed variables that are set and are not part of the cache's key: the proxies
 * @param workingDirectory absolute
 * @param user as USER has it; empty for root
 * @param hostname what the command sees as the name of its machine
 * @param script what the command names, where a here-document is a program of its own
 */
public record RunStep(
    Statement statement,
    String history,
    List<String> command,
    List<String> environment,
    List<String> unkeyed,
    String workingDirectory,
    String user,
    String hostname,
    List<PlannedMount> mounts,
    Optional<Script> script,
    Network network,
    boolean insecure)
    implements Step {
  /** The hostname by default; the same each time. */
  public static final String HOSTNAME = "buildkitsandbox";

  public RunStep {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    unkeyed = List.copyOf(unkeyed);
    mounts = List.copyOf(mounts);
  }

  /**
   * A here-document that starts with {@code #!}. The command finds it as {@code /dev/pipes/NAME}:
   * {@link #FOLDER} is a read-only mount with this file alone, which is 0:0 and may be executed by
   * all.
   */
  public record Script(String name, String content) {
    /** Where it is mounted. */
    public static final String FOLDER = "/dev/pipes";
  }

  /**
   * A mount with where its {@code from} leads; {@link CopySource.Nowhere} where it has none and
   * needs none. Its target is absolute and not the root, a cache has an id.
   *
   * @param span of the flag; of FROM in a trigger
   */
  public record PlannedMount(RunMount mount, CopySource from, Span span) {}

  /** The network of a step. */
  public enum Network {
    DEFAULT,
    NONE,
    HOST
  }
}
