package dev.kobako.http;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to which server, as curl and Go read it from the environment: {@code
 * http_proxy} and {@code HTTP_PROXY}, {@code https_proxy} and {@code HTTPS_PROXY}, {@code
 * all_proxy} and {@code ALL_PROXY}, and the exceptions in {@code no_proxy} and {@code NO_PROXY}.
 * {@code HTTP_PROXY} is ignored where a web server runs kobako through CGI: there a visitor sets it
 * with a header "Proxy".
 */
final class ProxyRules {
  private final SortedMap<String, String> environment;
  private final List<ProxyException> exceptions = new ArrayList<>();

  ProxyRules(SortedMap<String, String> environment) {
    this.environment = environment;
    String variable = first("no_proxy", "NO_PROXY");
    String listed = variable == null ? "" : environment.getOrDefault(variable, "");
    int start = 0;
    for (int i = 0; i <= listed.length(); i++) {
      if (i == listed.length() || listed.charAt(i) == ',' || listed.charAt(i) <= ' ') {
        if (i > start) {
          exceptions.add(ProxyException.parse(listed.substring(start, i)));
        }
        start = i + 1;
      }
    }
  }

  /**
   * The proxy to ask for that server; null where it is asked itself. Loopback never goes through a
   * proxy, for whom it would be another machine.
   *
   * @throws IllegalArgumentException whose message names the variable that can't be used
   */
  @Nullable ProxyServer proxyFor(Origin.Tcp server) {
    String variable =
        switch (server.scheme()) {
          case HTTP ->
              environment.containsKey("REQUEST_METHOD")
                  ? first("http_proxy", "all_proxy", "ALL_PROXY")
                  : first("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
          case HTTPS -> first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
        };
    if (variable == null || IpAddress.isLoopback(server.host())) {
      return null;
    }
    for (ProxyException exception : exceptions) {
      if (exception.covers(server)) {
        return null;
      }
    }
    try {
      return ProxyServer.parse(environment.getOrDefault(variable, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the value of " + variable + " " + e.getMessage(), e);
    }
  }

  private @Nullable String first(String... names) {
    for (String name : names) {
      if (!environment.getOrDefault(name, "").isBlank()) {
        return name;
      }
    }
    return null;
  }
}
