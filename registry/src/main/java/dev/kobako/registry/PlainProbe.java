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
    Call first = ping(place, order.getFirst());
    Retry.Series tries = exchanges.begin(first);
    while (true) {
      try {
        return answers(first) || !otherAnswers(place, order.getLast())
            ? order.getFirst()
            : order.getLast();
      } catch (HttpFailure e) {
        if (otherAnswers(place, order.getLast())) {
          return order.getLast();
        }
        if (e.kind() == HttpFailure.Kind.CONNECT) {
          // Nobody listens: on one's own machine that is not going to change soon.
          throw Refusal.unreachable(first, e);
        }
        exchanges.pauseAfter(e, tries, first);
      } catch (IOException e) {
        throw Refusal.unreachable(first, e);
      }
    }
  }

  private boolean otherAnswers(String place, Origin.Tcp other) {
    try {
      return answers(ping(place, other));
    } catch (IOException _) {
      // The first failure is told: it belongs to how the server should be reached.
      return false;
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
