package dev.kobako.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over connections that it keeps for the next ones. Safe for use by many threads.
 */
public final class HttpClient implements AutoCloseable {
  // A server that gives up on a body says why at once, or not at all.
  private static final Duration EARLY_ANSWER = Duration.ofSeconds(2);

  private final HttpSettings settings;
  private final StallWatch watch;
  private final Connector connector;
  private final ProxyRules proxies;
  private final Map<Origin, ConnectionPool> pools = new ConcurrentHashMap<>();

  public HttpClient(HttpSettings settings) {
    this.settings = settings;
    Duration idle = settings.idleTimeout();
    Duration connect = settings.connectTimeout();
    watch = new StallWatch(idle.compareTo(connect) < 0 ? idle : connect);
    connector = new Connector(settings, watch);
    proxies = new ProxyRules(settings.environment());
  }

  /**
   * Sends a request once and reads the answer's head. Waits while as many exchanges with the origin
   * are open as the settings allow. A kept connection that turns out to be dead before anything of
   * the answer came is replaced by a new one where the method is idempotent; nothing else is tried
   * again.
   *
   * @return the answer, which the caller closes
   * @throws HttpFailure where there is no answer
   * @throws IOException of the request's body, as its source threw it
   */
  public Response send(Request request) throws IOException {
    ProxyServer proxy = proxyFor(request);
    RequestSender sender = new RequestSender(request, proxy);
    ConnectionPool pool = pool(request.origin());
    Semaphore turn = pool.takeTurn(request);
    Response response = null;
    try {
      Connection kept = pool.takeKept();
      if (kept != null) {
        response = overKept(kept, new Exchange(request, proxy, sender, pool, turn));
      }
      if (response == null) {
        Exchange exchange = new Exchange(request, proxy, sender, pool, turn);
        response = exchange.over(connector.open(request, proxy));
      }
      return response;
    } finally {
      if (response == null) {
        turn.release();
      }
    }
  }

  private @Nullable ProxyServer proxyFor(Request request) throws HttpFailure {
    try {
      return switch (request.origin()) {
        case Origin.Tcp tcp -> proxies.proxyFor(tcp);
        case Origin.Unix _ -> null;
      };
    } catch (IllegalArgumentException e) {
      String fact = String.valueOf(e.getMessage());
      throw new HttpFailure(HttpFailure.Kind.PROXY, request.display(), fact, e);
    }
  }

  private ConnectionPool pool(Origin origin) {
    ConnectionPool pool = pools.get(origin);
    return pool != null
        ? pool
        : pools.computeIfAbsent(origin, _ -> new ConnectionPool(settings.connectionsPerOrigin()));
  }

  private @Nullable Response overKept(Connection kept, Exchange exchange) throws IOException {
    try {
      return exchange.over(kept);
    } catch (HttpFailure e) {
      if (kept.wasDead() && exchange.request().isIdempotent()) {
        return null;
      }
      throw e;
    }
  }

  /** One request on its way. */
  private record Exchange(
      Request request,
      @Nullable ProxyServer proxy,
      RequestSender sender,
      ConnectionPool pool,
      Semaphore turn) {
    /** Sends over that connection, which is closed if it fails. */
    Response over(Connection connection) throws IOException {
      boolean done = false;
      connection.begin(request.display());
      try {
        sendOver(connection);
        ResponseHead head = ResponseHead.read(connection);
        if (proxy != null && head.status() == 407) {
          throw Connector.refusal(proxy, head.status(), request.display());
        }
        BodyStream body = Framing.body(request.method(), head, connection);
        done = true;
        return new OpenResponse(head, body, connection, pool, turn);
      } finally {
        if (!done) {
          connection.close();
        }
      }
    }

    private void sendOver(Connection connection) throws IOException {
      try {
        sender.sendOver(connection);
      } catch (HttpFailure e) {
        if (!connection.hasEarlyAnswer(EARLY_ANSWER)) {
          throw e;
        }
      }
    }
  }

  /** Ends all kept connections; those in use end with their exchange. */
  @Override
  public void close() {
    pools.values().forEach(ConnectionPool::close);
    watch.close();
  }
}
