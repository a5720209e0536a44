package dev.kobako.http;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How a client behaves.
 *
 * @param environment of the process: proxies (http_proxy, HTTPS_PROXY, NO_PROXY and kin) and trust
 *     (SSL_CERT_FILE, SSL_CERT_DIR)
 * @param tls what is special about a server
 * @param connectTimeout for connecting to all addresses of a name, and again for the TLS handshake
 * @param idleTimeout how long nothing may come or go within an exchange, and in which time at least
 *     a kilobyte of an answer's body has to come; time that the caller spends between two reads
 *     doesn't count
 * @param connectionsPerOrigin how many answers to GET and HEAD may be open at one origin at the
 *     same time, and how many to other methods; further exchanges wait. So who holds several
 *     answers at once keeps well below it
 */
public record HttpSettings(
    SortedMap<String, String> environment,
    Function<Origin.Tcp, TlsSettings> tls,
    Duration connectTimeout,
    Duration idleTimeout,
    int connectionsPerOrigin) {
  public HttpSettings {
    if (!connectTimeout.isPositive() || !idleTimeout.isPositive() || connectionsPerOrigin < 1) {
      throw new IllegalArgumentException("timeouts and connections must be positive");
    }
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** Without the environment, which may hold a proxy's password. */
  @Override
  public String toString() {
    return "connect within %s, idle for %s, %d connections"
        .formatted(connectTimeout, idleTimeout, connectionsPerOrigin);
  }

  /** The usual bounds. */
  public static HttpSettings of(SortedMap<String, String> environment) {
    return new HttpSettings(
        environment, _ -> TlsSettings.SYSTEM, Duration.ofSeconds(15), Duration.ofSeconds(60), 8);
  }
}
