package dev.kobako.registry;

import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpSettings;
import dev.kobako.http.Origin;
import dev.kobako.image.ImageReference;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The registries of one user, each reached as the user's configuration says. Connections, tokens
 * and what was learnt about servers are shared by all its repositories. Safe for use by many
 * threads.
 */
public final class Registries implements AutoCloseable {
  private final HttpClient client;
  private final Exchanges exchanges;
  private final PlainProbe probe;
  private final Tokens tokens = new Tokens(InstantSource.system());
  private final CredentialSource credentials;
  private final Function<ImageReference, Route> routes;
  private final Map<Endpoint, Caller> callers = new ConcurrentHashMap<>();

  public Registries(RegistrySettings settings) {
    this(
        HttpSettings.of(settings.environment()),
        new Patience(Thread::sleep),
        (_, _) -> Optional.empty(),
        reference -> usualRoute(reference, settings.insecure()));
  }

  Registries(
      HttpSettings http,
      Patience patience,
      CredentialSource credentials,
      Function<ImageReference, Route> routes) {
    this.client = new HttpClient(http);
    this.exchanges = new Exchanges(client, patience);
    this.probe = new PlainProbe(exchanges);
    this.credentials = credentials;
    this.routes = routes;
  }

  /** A repository; connects when it is used. */
  public Repository repository(ImageReference reference) {
    return new Repository(this, reference);
  }

  Exchanges exchanges() {
    return exchanges;
  }

  Route route(ImageReference reference) {
    return routes.apply(reference);
  }

  Caller caller(Endpoint endpoint) {
    return callers.computeIfAbsent(
        endpoint,
        _ ->
            new Caller(
                endpoint, exchanges, probe, new Access(endpoint, exchanges, tokens, credentials)));
  }

  static Route usualRoute(ImageReference reference, boolean insecure) {
    String domain = reference.domain();
    String server = domain.equals("docker.io") ? "registry-1.docker.io" : domain;
    int colon = server.lastIndexOf(':');
    String host = colon < 0 ? server : server.substring(0, colon);
    int port = colon < 0 ? 443 : Integer.parseInt(server.substring(colon + 1));
    Endpoint only =
        new Endpoint(
            domain,
            new Origin.Tcp(Origin.Scheme.HTTPS, host, port),
            reference.path(),
            insecure || Loopback.is(host));
    return new Route(List.of(only), only);
  }

  @Override
  public void close() {
    client.close();
  }
}
