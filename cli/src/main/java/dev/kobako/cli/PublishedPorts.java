package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.PublishedPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** {@code --publish}: ports of a container that are to be reached from outside. */
final class PublishedPorts {
  /** What only root may have. */
  private static final int PRIVILEGED = 1024;

  private PublishedPorts() {}

  /**
   * The ports of one flag, {@code [[ADDRESS:]HOST:]PORT[-LAST][/PROTOCOL]}.
   *
   * @throws KobakoException usage, where it is none
   */
  static List<PublishedPort> parse(String text) {
    PublishedPort.Protocol protocol = protocol(text);
    int slash = text.indexOf('/');
    String[] parts = (slash < 0 ? text : text.substring(0, slash)).split(":", -1);
    if (parts.length > 3) {
      throw usage(text, "expected [[ADDRESS:]HOST:]PORT[/udp], and no IPv6 address");
    }
    Range inside = Range.parse(text, parts[parts.length - 1]);
    String before = parts.length > 1 ? parts[parts.length - 2] : "";
    Range outside = before.isEmpty() ? inside : Range.parse(text, before);
    if (outside.count() != inside.count()) {
      throw usage(text, "there are " + outside.count() + " ports for " + inside.count());
    }
    String address = parts.length > 2 ? address(text, parts[0]) : PublishedPort.EVERYWHERE;
    List<PublishedPort> ports = new ArrayList<>();
    for (int i = 0; i < inside.count(); i++) {
      ports.add(new PublishedPort(address, outside.first() + i, inside.first() + i, protocol));
    }
    return ports;
  }

  /**
   * The ports of an image's EXPOSE, each the same outside where that is free, or else a free one.
   */
  static List<PublishedPort> exposed(String text) {
    return parse(text).stream()
        .map(port ->
            new PublishedPort(port.address(), free(port.outside()), port.inside(), port.protocol()))
        .toList();
  }

  private static int free(int wanted) {
    if (wanted >= PRIVILEGED) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(wanted));
        return wanted;
      } catch (IOException _) {
        // It is taken.
      }
    }
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of("--publish-all", "no port is free: " + e.getMessage()), e);
    }
  }

  private static PublishedPort.Protocol protocol(String text) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? "tcp" : text.substring(slash + 1);
    return switch (name) {
      case "tcp" -> PublishedPort.Protocol.TCP;
      case "udp" -> PublishedPort.Protocol.UDP;
      default -> throw usage(text, "protocol '" + name + "', expected tcp or udp");
    };
  }

  private static String address(String text, String address) {
    if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      throw usage(text, "'" + address + "' is no IPv4 address");
    }
    return address;
  }

  private static KobakoException usage(String text, String fact) {
    return KobakoException.usage(
        Diagnostic.of("--publish " + text, fact, "write --publish 8080:80"));
  }

  /** Ports that follow each other. */
  private record Range(int first, int count) {
    static Range parse(String flag, String text) {
      int dash = text.indexOf('-');
      int first = port(flag, dash < 0 ? text : text.substring(0, dash));
      int last = dash < 0 ? first : port(flag, text.substring(dash + 1));
      if (last < first) {
        throw usage(flag, "port " + last + " comes before " + first);
      }
      return new Range(first, last - first + 1);
    }

    private static int port(String flag, String text) {
      int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
      if (!PublishedPort.isPort(port)) {
        throw usage(flag, "'" + text + "' is no port");
      }
      return port;
    }
  }
}
