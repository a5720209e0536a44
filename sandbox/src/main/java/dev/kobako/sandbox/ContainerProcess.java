package dev.kobako.sandbox;

import java.util.List;

/**
 * A further process for a container that runs.
 *
 * @param command program and arguments; a program without slash is looked for on the PATH
 * @param environment each {@code NAME=value}, in order
 * @param workingDirectory absolute
 */
public record ContainerProcess(
    List<String> command,
    List<String> environment,
    String workingDirectory,
    ContainerUser user,
    ProcessRights rights) {
  public ContainerProcess {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }
}
