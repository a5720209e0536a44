package dev.kobako.registry;

import dev.kobako.http.Origin;

/**
 * A server that has a repository: the registry itself or a mirror of it.
 *
 * @param domain whose credentials it wants, as people write it
 * @param origin where it is reached, encrypted unless the configuration says {@code http://}
 * @param path the repository's name there
 * @param plainAllowed whether plain HTTP may be spoken where nothing encrypted answers: the server
 *     is on this machine, or the user calls it insecure
 */
record Endpoint(String domain, Origin.Tcp origin, String path, boolean plainAllowed) {
  Endpoint {
    if (domain.isEmpty() || path.isEmpty()) {
      throw new IllegalArgumentException("an endpoint needs a domain and a path");
    }
  }

  /** A text that only equal endpoints have. */
  String key() {
    return domain
        + " "
        + origin.scheme().text()
        + "://"
        + origin.authority()
        + "/"
        + path
        + (plainAllowed ? " or plain" : "");
  }

  /** Where the server is reached without encryption; only to be asked where that is allowed. */
  Origin.Tcp plainOrigin() {
    if (!plainAllowed) {
      throw new IllegalStateException("plain HTTP is not allowed for " + domain);
    }
    return origin.scheme() == Origin.Scheme.HTTP
        ? origin
        : RegistryHost.parse(domain, domain).origin(Origin.Scheme.HTTP);
  }
}
