package dev.kobako.registry;

import dev.kobako.http.Headers;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Origin;
import dev.kobako.http.Retry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out whether a server speaks plain HTTP, where it may: it is asked once. On this machine
 * plain HTTP is the usual and is tried first, elsewhere encryption is.
 */
final class PlainProbe {
  private static final int BAD_REQUEST = 400;

  private final Exchanges exchanges;
  private final Map<Origin.Tcp, Found> all = new ConcurrentHashMap<>();

  PlainProbe(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  /** Where an endpoint is reached. */
  Origin.Tcp origin(String place, Endpoint endpoint) {
    if (!endpoint.plainAllowed() || endpoint.origin().scheme() == Origin.Scheme.HTTP) {
      return endpoint.origin();
    }
    return all.computeIfAbsent(endpoint.origin(), _ -> new Found()).origin(place, endpoint);
  }

  private final class Found {
    private Optional<Origin.Tcp> origin = Optional.empty();

    /** Of many who ask at once, one finds out. */
    synchronized Origin.Tcp origin(String place, Endpoint endpoint) {
      if (origin.isEmpty()) {
        origin = Optional.of(find(place, endpoint));
      }
      return origin.get();
    }
  }

  private Origin.Tcp find(String place, Endpoint endpoint) {
    Origin.Tcp plain = endpoint.plainOrigin();
    List<Origin.Tcp> order =
        RegistryHost.of(plain).isLoopback()
            ? List.of(plain, endpoint.origin())
            : List.of(endpoint.origin(), plain);
    Call asked = ping(place, order.getFirst());
    Retry.Series tries = exchanges.begin(asked);
    while (true) {
      Attempt first = attempt(asked);
      // Who speaks TLS but doesn't let us in is no server of plain HTTP.
      if (first.answered() || first.isEncrypted() || first.isUnknown()) {
        return first.origin();
      }
      Attempt second = attempt(ping(place, order.getLast()));
      if (second.answered() || second.isEncrypted()) {
        return second.origin();
      }
      if (first.failure().isEmpty() || first.failure().get().kind() == HttpFailure.Kind.CONNECT) {
        // Where nobody listens, that is not going to change soon.
        return first.origin();
      }
      exchanges.pauseAfter(first.failure().get(), tries, asked);
    }
  }

  /**
   * What became of asking one way.
   *
   * @param answered whether there is a server that takes requests this way
   * @param failure why there was no answer at all
   */
  private record Attempt(Call ping, boolean answered, Optional<HttpFailure> failure) {
    /** Where to go on, if this is the way. */
    Origin.Tcp origin() {
      if (failure.isPresent()) {
        throw Refusal.unreachable(ping, failure.get());
      }
      return ping.url().origin();
    }

    /** Whether there is no such server. */
    boolean isUnknown() {
      return failure.filter(it -> it.kind() == HttpFailure.Kind.UNKNOWN_HOST).isPresent();
    }

    /** Whether the server answered in TLS, though only to refuse or to be refused. */
    boolean isEncrypted() {
      return failure
          .filter(it ->
              it.kind() == HttpFailure.Kind.TLS || it.kind() == HttpFailure.Kind.CLIENT_CERTIFICATE)
          .isPresent();
    }
  }

  private Attempt attempt(Call ping) {
    try {
      return new Attempt(ping, answers(ping), Optional.empty());
    } catch (HttpFailure e) {
      return new Attempt(ping, false, Optional.of(e));
    } catch (IOException e) {
      throw Refusal.unreachable(ping, e);
    }
  }

  /** Go's servers answer plain HTTP at an encrypted port with 400. */
  private boolean answers(Call ping) throws IOException {
    try (var response = exchanges.send(ping, Optional.empty())) {
      return ping.url().origin().scheme() == Origin.Scheme.HTTPS
          || response.status() != BAD_REQUEST;
    }
  }

  private static Call ping(String place, Origin.Tcp origin) {
    return new Call(
        place, "GET", new HttpUrl(origin, "/v2/"), Headers.NONE, Optional.empty(), Scope.NONE);
  }
}
