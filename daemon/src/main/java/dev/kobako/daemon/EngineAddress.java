package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Origin;
import dev.kobako.http.Printable;
import dev.kobako.http.TlsSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an engine listens.
 *
 * @param origin what to connect to
 * @param tls how it is trusted, where it is encrypted
 * @param foundBy what says so, for messages: {@code DOCKER_HOST}, {@code context 'lab'}
 */
record EngineAddress(Origin origin, TlsSettings tls, String foundBy) {
  private static final String UNASKED = "the usual place";
  private static final int PLAIN_PORT = 2375;
  private static final int TLS_PORT = 2376;

  /** A socket that is looked for without being asked. */
  static EngineAddress usual(Path socket) {
    return new EngineAddress(new Origin.Unix(socket), TlsSettings.SYSTEM, UNASKED);
  }

  /** Whether it is looked for without being asked. */
  boolean isUsual() {
    return foundBy.equals(UNASKED);
  }

  /**
   * Reads what Docker and Podman call a host.
   *
   * @param tls settings that make {@code tcp://} an encrypted connection; empty for a plain one
   * @throws KobakoException usage, for what kobako can't connect to
   */
  static EngineAddress parse(String text, Optional<TlsSettings> tls, String foundBy) {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 3);
    return switch (scheme) {
      case "unix" -> unix(text, rest, foundBy);
      case "tcp" -> {
        String url = (tls.isPresent() ? "https://" : "http://") + withPort(rest, tls.isPresent());
        yield network(text, url, tls, foundBy);
      }
      case "http", "https" -> network(text, text, tls, foundBy);
      case "ssh" ->
          throw refused(
              text,
              foundBy,
              "ssh is not spoken by kobako",
              "forward the socket (ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock HOST) and"
                  + " write unix:///tmp/engine.sock");
      case "npipe" ->
          throw refused(
              text,
              foundBy,
              "named pipes of Windows are not spoken by kobako",
              "let the engine listen on tcp://127.0.0.1:2375, or use kobako inside WSL");
      default ->
          throw refused(
              text,
              foundBy,
              "not the address of an engine",
              "write unix:///PATH or tcp://HOST:PORT");
    };
  }

  private static EngineAddress unix(String text, String path, String foundBy) {
    try {
      if (path.startsWith("/")) {
        return new EngineAddress(new Origin.Unix(Path.of(path)), TlsSettings.SYSTEM, foundBy);
      }
    } catch (InvalidPathException _) {
      // told below, as a relative path is
    }
    throw refused(
        text,
        foundBy,
        "not the absolute path of a socket",
        "write it as in unix:///var/run/docker.sock");
  }

  private static EngineAddress network(
      String text, String url, Optional<TlsSettings> tls, String foundBy) {
    HttpUrl parsed =
        HttpUrl.parse(url)
            .filter(known -> known.target().equals("/"))
            .orElseThrow(() ->
                refused(
                    text,
                    foundBy,
                    "not a host and port",
                    "write it as in tcp://127.0.0.1:2375, without a path or user"));
    return new EngineAddress(parsed.origin(), tls.orElse(TlsSettings.SYSTEM), foundBy);
  }

  /** Docker's ports are not the ones that HTTP would have. */
  private static String withPort(String authority, boolean encrypted) {
    boolean named = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    return named || authority.indexOf('/') >= 0
        ? authority
        : authority + ":" + (encrypted ? TLS_PORT : PLAIN_PORT);
  }

  private static KobakoException refused(String text, String foundBy, String fact, String remedy) {
    int user = text.indexOf('@');
    int start = text.indexOf("://") + 3;
    String shown =
        user > start && start > 2 ? text.substring(0, start) + "…" + text.substring(user) : text;
    return KobakoException.usage(
        Diagnostic.of(foundBy + " '" + Printable.of(shown, 200) + "'", fact, remedy));
  }

  @Override
  public String toString() {
    return origin + " (" + foundBy + ")";
  }
}
