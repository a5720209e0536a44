package dev.kobako.registry;

import dev.kobako.http.Headers;
import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpSettings;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Origin;
import dev.kobako.http.Retry;
import dev.kobako.http.TlsSettings;
import dev.kobako.image.ImageReference;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The registries of one user, each reached as the user's configuration says. Connections, tokens
 * and what was learnt about servers are shared by all its repositories. Safe for use by many
 * threads.
 */
public final class Registries implements AutoCloseable {
  /**
   * More than twice as many as blobs move at once: each may come from the server it goes to, and a
   * token be asked for meanwhile.
   */
  private static final int CONNECTIONS = 16;

  private final HttpClient client;
  private final Exchanges exchanges;
  private final PlainProbe probe;
  private final Tokens tokens = new Tokens(InstantSource.system());
  private final CredentialSource credentials;
  private final Function<ImageReference, Route> routes;
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /**
   * Registries as a user's files configure them.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a file is damaged; usage, where
   *     the environment says something wrong
   */
  public Registries(RegistrySettings settings) {
    this(settings, RegistriesConf.of(settings), ServerPatience.of(settings.environment()));
  }

  private Registries(
      RegistrySettings settings, RegistriesConf configuration, ServerPatience patience) {
    this(
        http(settings, configuration, patience),
        patience.retry(),
        new CredentialFiles(settings.environment()),
        configuration::route);
  }

  Registries(
      HttpSettings http,
      Retry retry,
      CredentialSource credentials,
      Function<ImageReference, Route> routes) {
    this.client = new HttpClient(http);
    this.exchanges = new Exchanges(client, retry);
    this.probe = new PlainProbe(exchanges);
    this.credentials = credentials;
    this.routes = routes;
  }

  /** A repository; connects when it is used. */
  public Repository repository(ImageReference reference) {
    return new Repository(this, reference);
  }

  /**
   * Whether a registry takes a credential, as {@code login} asks before it writes it.
   *
   * @param domain of the registry, as in {@code docker.io} or {@code localhost:5000}
   * @return false where the registry lets everyone in and didn't look at it
   * @throws dev.kobako.diagnostic.KobakoException outside, where it is refused or the registry out
   *     of reach
   */
  public boolean takes(String domain, Credential credential) {
    ImageReference any =
        new ImageReference(domain, "kobako/login", Optional.empty(), Optional.empty());
    Endpoint endpoint = route(any).push();
    AtomicBoolean asked = new AtomicBoolean();
    CredentialSource source =
        (_, _) -> {
          asked.set(true);
          return Optional.of(credential);
        };
    Caller caller =
        new Caller(endpoint, exchanges, probe, new Access(endpoint, exchanges, tokens, source));
    String place = "docker://" + domain;
    Call call =
        new Call(
            place,
            "GET",
            new HttpUrl(probe.origin(place, endpoint), "/v2/"),
            Headers.NONE,
            Optional.empty(),
            Scope.NONE);
    Answer answer = caller.answer(call, Answer.SMALL);
    if (answer.status() != 200) {
      throw caller.refusal(call, answer);
    }
    return asked.get();
  }

  Exchanges exchanges() {
    return exchanges;
  }

  Route route(ImageReference reference) {
    return routes.apply(reference);
  }

  Caller caller(Endpoint endpoint) {
    return callers.computeIfAbsent(
        endpoint.key(),
        _ ->
            new Caller(
                endpoint, exchanges, probe, new Access(endpoint, exchanges, tokens, credentials)));
  }

  private static HttpSettings http(
      RegistrySettings settings, RegistriesConf configuration, ServerPatience patience) {
    ConfigurationPlaces places = ConfigurationPlaces.of(settings.environment());
    return http(settings.environment(), new HostCertificates(places, configuration)::of, patience);
  }

  static HttpSettings http(
      SortedMap<String, String> environment,
      Function<Origin.Tcp, TlsSettings> tls,
      ServerPatience patience) {
    return new HttpSettings(environment, tls, patience.connect(), patience.silence(), CONNECTIONS);
  }

  @Override
  public void close() {
    client.close();
  }
}
