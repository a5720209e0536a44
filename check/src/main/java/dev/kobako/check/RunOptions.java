package dev.kobako.check;

import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How the image is run, as the options of {@code kobako run} say; what is absent follows from the
 * image's configuration.
 *
 * @param environment variables that are set beside the image's
 * @param arguments replace CMD; empty for the image's own
 */
public record RunOptions(
    List<ContainerMount> mounts,
    SortedMap<String, String> environment,
    Optional<String> user,
    Optional<String> workingDirectory,
    ContainerNetwork network,
    Optional<List<String>> entrypoint,
    boolean readOnly,
    List<String> arguments) {
  /** The image as it is, with the host's network. */
  public static final RunOptions NONE =
      new RunOptions(
          List.of(),
          Collections.emptySortedMap(),
          Optional.empty(),
          Optional.empty(),
          new ContainerNetwork.Host(),
          Optional.empty(),
          false,
          List.of());
}
