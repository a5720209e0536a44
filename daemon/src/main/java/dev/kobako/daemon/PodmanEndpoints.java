package dev.kobako.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where Podman's service is looked for: CONTAINER_HOST, then the socket of the user, then the
 * system's.
 *
 * @param environment of the process
 */
record PodmanEndpoints(SortedMap<String, String> environment) {
  private static final String HOST = "CONTAINER_HOST";
  private static final Path SYSTEM_SOCKET = Path.of("/run/podman/podman.sock");

  /** Whether the user says where, so that nothing else is tried. */
  boolean isChosen() {
    return variable(HOST).isPresent();
  }

  /** The addresses to try in this order. */
  List<EngineAddress> addresses() {
    Optional<String> host = variable(HOST);
    if (host.isPresent()) {
      return List.of(EngineAddress.parse(host.get(), Optional.empty(), HOST));
    }
    List<EngineAddress> addresses = new ArrayList<>();
    variable("XDG_RUNTIME_DIR")
        .ifPresent(folder ->
            addresses.add(
                EngineAddress.usual(Path.of(folder).resolve("podman").resolve("podman.sock"))));
    addresses.add(EngineAddress.usual(SYSTEM_SOCKET));
    return addresses;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
