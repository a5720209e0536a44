package dev.kobako.daemon;

import dev.kobako.http.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where Docker's own client looks for its engine: DOCKER_HOST, then the context that DOCKER_CONTEXT
 * or {@code config.json} names, then the usual sockets, of the system and of rootless Docker.
 *
 * @param environment of the process
 */
record DockerEndpoints(SortedMap<String, String> environment) {
  private static final Path SYSTEM_SOCKET = Path.of("/var/run/docker.sock");
  private static final String HOST = "DOCKER_HOST";

  /** The addresses to try in this order; a single one where the user chose it. */
  List<EngineAddress> addresses() {
    Optional<String> host = variable(HOST);
    if (host.isPresent()) {
      return List.of(EngineAddress.parse(host.get(), tlsOfEnvironment(), HOST));
    }
    return new DockerContexts(configFolder())
        .chosen(variable("DOCKER_CONTEXT"))
        .map(List::of)
        .orElseGet(this::usual);
  }

  private List<EngineAddress> usual() {
    List<EngineAddress> addresses = new ArrayList<>();
    addresses.add(EngineAddress.usual(SYSTEM_SOCKET));
    variable("XDG_RUNTIME_DIR")
        .ifPresent(
            folder -> addresses.add(EngineAddress.usual(Path.of(folder).resolve("docker.sock"))));
    return addresses;
  }

  private Path configFolder() {
    return variable("DOCKER_CONFIG")
        .map(Path::of)
        .orElseGet(() -> Path.of(variable("HOME").orElse("/"), ".docker"));
  }

  /** As Docker's client: encrypted with DOCKER_TLS too, but trusting anybody then. */
  private Optional<TlsSettings> tlsOfEnvironment() {
    boolean verified = variable("DOCKER_TLS_VERIFY").isPresent();
    if (!verified && variable("DOCKER_TLS").isEmpty()) {
      return Optional.empty();
    }
    Path folder = variable("DOCKER_CERT_PATH").map(Path::of).orElseGet(this::configFolder);
    return Optional.of(tls(folder, verified));
  }

  /** The files that Docker keeps for one engine. */
  static TlsSettings tls(Path folder, boolean verified) {
    Path authority = folder.resolve("ca.pem");
    Path certificate = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    boolean known = Files.isRegularFile(certificate) && Files.isRegularFile(key);
    return new TlsSettings(
        verified,
        Files.isRegularFile(authority) ? List.of(authority) : List.of(),
        known
            ? Optional.of(new TlsSettings.ClientCertificate(certificate, key))
            : Optional.empty());
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
