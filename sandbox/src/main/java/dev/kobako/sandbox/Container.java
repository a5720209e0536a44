package dev.kobako.sandbox;

import java.util.List;
import java.util.SequencedMap;

/**
 * A process over stacked layers, as the OCI runtime specification describes it, with what Docker
 * adds: default capabilities, seccomp profile, masked and read-only paths, /dev, /proc, /sys,
 * resolv.conf and hosts.
 *
 * @param layers the lowest first
 * @param command program and arguments; a program without slash is looked for on the PATH
 * @param environment each {@code NAME=value}, in order
 * @param workingDirectory absolute; made where it is missing
 * @param network NONE, or HOST; a network of its own comes later
 * @param insecure whether all capabilities are given and nothing is masked
 * @param hostname inside
 * @param hosts additional lines of /etc/hosts: name to address
 */
public record Container(
    List<LayerFolders.Unpacked> layers,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    ContainerUser user,
    List<ContainerMount> mounts,
    Network network,
    boolean insecure,
    String hostname,
    SequencedMap<String, String> hosts) {
  public Container {
    layers = List.copyOf(layers);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    mounts = List.copyOf(mounts);
  }
}
