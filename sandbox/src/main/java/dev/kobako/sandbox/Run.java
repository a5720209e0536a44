package dev.kobako.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be run.
 *
 * @param root the folder that becomes the command's {@code /}; the command may write to it
 * @param command program and arguments; a program without slash is looked for on the PATH of {@code
 *     environment}, in the root
 * @param environment the whole environment
 * @param workingDirectory absolute path in the root
 * @param timeout after which the command is killed with all its descendants
 * @param stdin what the command can read; not copied
 * @param proc whether {@code /proc} is mounted
 * @param mounts what of the host the command sees beside the root
 * @param network what it sees of a network
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of any size; nobody compares runs
public record Run(
    Path root,
    List<String> command,
    SortedMap<String, String> environment,
    String workingDirectory,
    Duration timeout,
    byte[] stdin,
    boolean proc,
    List<Mount> mounts,
    Network network) {
  public Run {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    mounts = List.copyOf(mounts);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a run needs a program");
    }
    if (!root.isAbsolute() || !workingDirectory.startsWith("/")) {
      throw new IllegalArgumentException(
          "a run needs absolute paths: " + root + ", " + workingDirectory);
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a run needs time: " + timeout);
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.isEmpty() || name.indexOf('=') >= 0 || hasNul(name) || hasNul(variable.getValue())) {
        throw new IllegalArgumentException("no name of a variable: '" + name + "'");
      }
    }
    if (command.stream().anyMatch(Run::hasNul)) {
      throw new IllegalArgumentException("a NUL byte in a command");
    }
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  /**
   * A run in {@code /} with nothing to read, {@code /proc}, the usual PATH, no mounts and no
   * network.
   */
  public static Run of(Path root, List<String> command, Duration timeout) {
    return new Run(
        root,
        command,
        new TreeMap<>(
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")),
        "/",
        timeout,
        new byte[0],
        true,
        List.of(),
        Network.NONE);
  }

  /** The same in another root. */
  Run withRoot(Path newRoot) {
    return new Run(
        newRoot, command, environment, workingDirectory, timeout, stdin, proc, mounts, network);
  }

  /** The same with another environment. */
  public Run withEnvironment(SortedMap<String, String> newEnvironment) {
    return new Run(
        root, command, newEnvironment, workingDirectory, timeout, stdin, proc, mounts, network);
  }

  /** The same in another folder. */
  public Run withWorkingDirectory(String newWorkingDirectory) {
    return new Run(
        root, command, environment, newWorkingDirectory, timeout, stdin, proc, mounts, network);
  }

  /** The same with something to read. */
  public Run withStdin(byte[] newStdin) {
    return new Run(
        root, command, environment, workingDirectory, timeout, newStdin, proc, mounts, network);
  }

  /** The same with other mounts. */
  public Run withMounts(List<Mount> newMounts) {
    return new Run(
        root, command, environment, workingDirectory, timeout, stdin, proc, newMounts, network);
  }

  /** The same with another network. */
  public Run withNetwork(Network newNetwork) {
    return new Run(
        root, command, environment, workingDirectory, timeout, stdin, proc, mounts, newNetwork);
  }
}
