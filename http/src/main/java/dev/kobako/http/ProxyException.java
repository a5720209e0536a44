package dev.kobako.http;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One entry of {@code NO_PROXY}: servers who are asked without a proxy. */
sealed interface ProxyException {
  /** Whether the entry is about that server. */
  boolean covers(Origin.Tcp server);

  /** {@code *}. */
  record Everyone() implements ProxyException {
    @Override
    public boolean covers(Origin.Tcp server) {
      return true;
    }
  }

  /** An address or {@code address/bits}. */
  record Network(InetAddress address, int bits, int port) implements ProxyException {
    @Override
    public boolean covers(Origin.Tcp server) {
      InetAddress host = IpAddress.parse(server.host());
      return host != null && isPort(port, server) && IpAddress.sameNetwork(address, host, bits);
    }
  }

  /**
   * A name and those below it; with a leading dot only those below it.
   *
   * @param port 0 for any
   */
  record Name(String name, int port) implements ProxyException {
    @Override
    public boolean covers(Origin.Tcp server) {
      String host = server.host();
      boolean below = name.startsWith(".") ? host.endsWith(name) : host.endsWith("." + name);
      return isPort(port, server) && (below || host.equals(name));
    }
  }

  private static boolean isPort(int port, Origin.Tcp server) {
    return port == 0 || port == server.port();
  }

  /** Any text is an entry; nonsense covers nobody. */
  static ProxyException parse(String entry) {
    if (entry.equals("*")) {
      return new Everyone();
    }
    String text = entry.toLowerCase(Locale.ROOT);
    ProxyException whole = network(text, 0);
    if (whole != null) {
      return whole;
    }
    int colon = text.lastIndexOf(':');
    int port = colon < 0 ? 0 : port(text.substring(colon + 1));
    String host = port == 0 ? text : text.substring(0, colon);
    ProxyException network = network(host, port);
    if (network != null) {
      return network;
    }
    return new Name(host.startsWith("*.") ? host.substring(1) : host, port);
  }

  private static @Nullable ProxyException network(String text, int port) {
    int slash = text.indexOf('/');
    InetAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int all = address.getAddress().length * 8;
    int bits = slash < 0 ? all : number(text.substring(slash + 1), all);
    return bits < 0 ? null : new Network(address, bits, port);
  }

  private static int port(String digits) {
    return Math.max(number(digits, 65_535), 0);
  }

  /** A number of digits only, or -1. */
  private static int number(String digits, int largest) {
    int value = digits.isEmpty() || digits.length() > 5 ? -1 : 0;
    for (int i = 0; value >= 0 && i < digits.length(); i++) {
      char c = digits.charAt(i);
      value = c >= '0' && c <= '9' ? value * 10 + c - '0' : -1;
    }
    return value > largest ? -1 : value;
  }
}
