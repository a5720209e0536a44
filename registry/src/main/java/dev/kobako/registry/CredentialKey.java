package dev.kobako.registry;

import java.util.Locale;

/**
 * What a credential is filed under, whichever program wrote it: {@code ghcr.io}, {@code
 * ghcr.io/me/app} for one namespace (containers-auth.json(5)), {@code https://ghcr.io/v1/} of old,
 * {@code https://index.docker.io/v1/} for Docker Hub to this day.
 *
 * @param host in lower case, with its port where one is written
 * @param path the namespace or repository that it is for; empty for all of the host
 */
record CredentialKey(String host, String path) {
  private static final String HUB_KEY = "https://index.docker.io/v1/";

  static CredentialKey parse(String key) {
    String rest = key;
    boolean url = rest.startsWith("https://") || rest.startsWith("http://");
    if (url) {
      rest = rest.substring(rest.indexOf("//") + 2);
    }
    int slash = rest.indexOf('/');
    String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
    String path = slash < 0 || url ? "" : rest.substring(slash + 1);
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    boolean version = path.equals("v1") || path.equals("v2");
    return new CredentialKey(hub(host) ? RegistryHost.HUB : host, version ? "" : path);
  }

  private static boolean hub(String host) {
    return host.equals("index.docker.io") || host.equals("registry-1.docker.io");
  }

  /** The key of all of a registry. */
  static CredentialKey of(String domain) {
    return parse(domain);
  }

  /** Whether what is filed here is for a repository. */
  boolean covers(CredentialKey domain, String repository) {
    return host.equals(domain.host)
        && (path.isEmpty()
            || repository.equals(path)
            || (repository.startsWith(path) && repository.charAt(path.length()) == '/'));
  }

  /** The text that every program finds: Docker knows its hub by one only. */
  String written() {
    if (!path.isEmpty()) {
      return host + "/" + path;
    }
    return host.equals(RegistryHost.HUB) ? HUB_KEY : host;
  }
}
