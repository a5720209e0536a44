package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A registry's host as names of images begin with it: {@code ghcr.io}, {@code localhost:5000},
 * {@code [::1]:5000}.
 *
 * @param name a name or address, lower case, without brackets
 * @param port where one is written
 */
record RegistryHost(String name, OptionalInt port) {
  private static final int MAX_PORT = 65535;

  /** The name that people write for Docker Hub, and the server that answers for it. */
  static final String HUB = "docker.io";

  private static final String HUB_SERVER = "registry-1.docker.io";

  RegistryHost {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a host has a name");
    }
  }

  /**
   * Reads a host.
   *
   * @param place where it is written, for messages
   * @throws KobakoException usage, where the text is no host with a possible port
   */
  static RegistryHost parse(String place, String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    if (end == 0) {
      throw invalid(place, text);
    }
    String name = end < 0 ? text : text.substring(0, end);
    if (name.startsWith("[")) {
      name = name.substring(1, name.length() - 1);
    }
    if (name.isEmpty() || !hasHostLetters(name, text.startsWith("["))) {
      throw invalid(place, text);
    }
    OptionalInt port =
        end < 0 || end == text.length() ? OptionalInt.empty() : port(place, text, end);
    return new RegistryHost(name.toLowerCase(Locale.ROOT), port);
  }

  /** The host of a server. */
  static RegistryHost of(Origin.Tcp origin) {
    return new RegistryHost(origin.host(), OptionalInt.of(origin.port()));
  }

  private static boolean hasHostLetters(String name, boolean address) {
    String marks = address ? ".:" : ".-_";
    return name.chars()
        .allMatch(c ->
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || marks.indexOf(c) >= 0);
  }

  private static OptionalInt port(String place, String text, int colon) {
    String digits = text.substring(colon + 1);
    boolean number =
        text.charAt(colon) == ':'
            && !digits.isEmpty()
            && digits.length() <= 5
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = number ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw invalid(place, text);
    }
    return OptionalInt.of(port);
  }

  private static KobakoException invalid(String place, String text) {
    return KobakoException.usage(
        Diagnostic.of(
            place,
            "'" + text + "' is not a registry's host",
            "write a name or address with, if need be, a port from 1 to 65535, as in"
                + " registry.example.com:5000"));
  }

  /** The server that is connected to; the usual port of the scheme where none is written. */
  Origin.Tcp origin(Origin.Scheme scheme) {
    int usual =
        switch (scheme) {
          case HTTP -> 80;
          case HTTPS -> 443;
        };
    return new Origin.Tcp(scheme, name.equals(HUB) ? HUB_SERVER : name, port.orElse(usual));
  }

  /** The name that a server's settings are kept under, from the server: the reverse of origin. */
  static String nameOf(Origin.Tcp origin) {
    return origin.host().equals(HUB_SERVER) ? HUB : origin.host();
  }

  /** Whether the host is this machine, which nobody can listen in on. */
  boolean isLoopback() {
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || Ipv4Block.address(name).map(Ipv4Block.LOOPBACK::contains).orElse(false);
  }
}
