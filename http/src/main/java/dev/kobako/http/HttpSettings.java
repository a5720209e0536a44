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
 * @param connectTimeout for connecting and the TLS handshake
 * @param idleTimeout how long nothing may come or go within an exchange
 * @param connectionsPerOrigin how many exchanges with one origin run at the same time; others wait
 */
public record HttpSettings(
    SortedMap<String, String> environment,
    Function<Origin.Tcp, TlsSettings> tls,
    Duration connectTimeout,
    Duration idleTimeout,
    int connectionsPerOrigin) {
  public HttpSettings {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** The usual bounds. */
  public static HttpSettings of(SortedMap<String, String> environment) {
    return new HttpSettings(
        environment, _ -> TlsSettings.SYSTEM, Duration.ofSeconds(15), Duration.ofSeconds(60), 8);
  }
}
