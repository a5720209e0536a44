package dev.kobako.sandbox;

import java.util.List;

/**
 * A process over stacked layers, as the OCI runtime specification describes it, with what Docker
 * adds: default capabilities, seccomp profile, masked and read-only paths, /dev, /proc, /sys,
 * resolv.conf and hosts.
 *
 * @param layers the lowest first
 * @param command program and arguments; a program without slash is looked for on the PATH
 * @param environment each {@code NAME=value}, in order
 * @param workingDirectory absolute; made where it is missing
 * @param rights of its processes
 * @param hostname inside
 * @param names how it finds addresses
 * @param limits of all its processes together
 */
public record Container(
    List<LayerFolders.Unpacked> layers,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    ContainerUser user,
    ProcessRights rights,
    List<ContainerMount> mounts,
    ContainerNetwork network,
    String hostname,
    NameLookup names,
    ContainerLimits limits) {
  public Container {
    layers = List.copyOf(layers);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    mounts = List.copyOf(mounts);
  }

  /** Its first process. */
  ContainerProcess process() {
    return new ContainerProcess(command, environment, workingDirectory, user, rights);
  }
}
