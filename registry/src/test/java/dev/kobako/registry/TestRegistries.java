package dev.kobako.registry;

import dev.kobako.http.Origin;
import dev.kobako.http.Retry;
import dev.kobako.http.TlsSettings;
import dev.kobako.image.ImageReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Registries of a user who has configured nothing, and doesn't wait. */
final class TestRegistries {
  /** Long enough for a loopback under load, short enough for tests that a server stalls. */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private TestRegistries() {}

  /** Without credentials. */
  static Registries open() {
    return open((_, _) -> Optional.empty());
  }

  /** With these credentials. */
  static Registries open(CredentialSource credentials) {
    return open(credentials, TestRegistries::route);
  }

  /** With these credentials and mirrors. */
  static Registries open(CredentialSource credentials, Function<ImageReference, Route> routes) {
    return new Registries(
        Registries.http(new TreeMap<>(), _ -> TlsSettings.SYSTEM, new ServerPatience(IDLE, 5)),
        new Retry(Retry.Limits.USUAL, InstantSource.system(), _ -> {}, () -> 0),
        credentials,
        routes);
  }

  private static Route route(ImageReference reference) {
    Endpoint only = endpoint(reference.domain(), reference.path());
    return new Route(List.of(only), only);
  }

  /** A server of this machine. */
  static Endpoint endpoint(String domain, String path) {
    RegistryHost host = RegistryHost.parse(domain, domain);
    return new Endpoint(domain, host.origin(Origin.Scheme.HTTPS), path, true);
  }
}
