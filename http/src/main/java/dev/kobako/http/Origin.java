package dev.kobako.http;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a connection leads to. */
public sealed interface Origin {
  /**
   * A server on the network.
   *
   * @param host a name or address, lower case, without brackets
   */
  record Tcp(Scheme scheme, String host, int port) implements Origin {
    public Tcp {
      if (host.isEmpty() || !host.equals(host.toLowerCase(Locale.ROOT)) || !isPlain(host)) {
        throw new IllegalArgumentException("not a lower-case host: " + Printable.of(host, 100));
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }

    /** Host and port as a URL has them: brackets around IPv6, no port where it is the usual one. */
    public String authority() {
      return port == scheme.usualPort() ? bracketed() : hostAndPort();
    }

    /** Host and port, always with the port. */
    String hostAndPort() {
      return bracketed() + ":" + port;
    }

    private String bracketed() {
      return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static boolean isPlain(String host) {
      for (int i = 0; i < host.length(); i++) {
        char c = host.charAt(i);
        if (c <= ' ' || c >= 0x7f || "/?#@[]\\\"<>".indexOf(c) >= 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return scheme.text() + "://" + authority();
    }

    // Written out, as the next one is: a JVM that has just started makes those of a record when
    // they
    // are first called, which takes it 20 ms, and every request looks for its origin's connections.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tcp(Scheme otherScheme, String otherHost, int otherPort)
          && scheme == otherScheme
          && host.equals(otherHost)
          && port == otherPort;
    }

    @Override
    public int hashCode() {
      return host.hashCode() * 31 + port;
    }
  }

  /** A server on this machine, behind a socket in the file system. */
  record Unix(Path socket) implements Origin {
    @Override
    public String toString() {
      return "unix:" + socket;
    }
  }

  /** Whether a TCP connection is encrypted. */
  enum Scheme {
    HTTP("http", 80),
    HTTPS("https", 443);

    private final String text;
    private final int usualPort;

    Scheme(String text, int usualPort) {
      this.text = text;
      this.usualPort = usualPort;
    }

    /** As a URL begins. */
    public String text() {
      return text;
    }

    /** The port that a URL need not name. */
    public int usualPort() {
      return usualPort;
    }
  }
}
