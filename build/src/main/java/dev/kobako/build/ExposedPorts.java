package dev.kobako.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ports of EXPOSE, written {@code [[ip:]host:]port[-port][/protocol]}; only the container's
 * ports count. By BuildKit's {@code convert_expose.go}.
 */
final class ExposedPorts {
  private static final int HIGHEST = 65535;

  private ExposedPorts() {}

  /** What is wrong with a port. */
  static final class MalformedPortException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPortException(String fact) {
      super(fact);
    }
  }

  /** Each {@code number/protocol}. */
  static List<String> of(String written) throws MalformedPortException {
    int colon = written.lastIndexOf(':');
    String ports = written.substring(colon + 1);
    int slash = ports.indexOf('/');
    String protocol = slash < 0 ? "" : ports.substring(slash + 1).toLowerCase(Locale.ROOT);
    if (slash >= 0) {
      ports = ports.substring(0, slash);
    }
    if (protocol.isEmpty()) {
      protocol = "tcp";
    } else if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
      throw new MalformedPortException("protocol '" + protocol + "', expected tcp, udp or sctp");
    }
    Range range = Range.of(ports);
    if (colon >= 0) {
      checkHost(written.substring(0, colon), range);
    }
    List<String> all = new ArrayList<>();
    for (int port = range.first; port <= range.last; port++) {
      all.add(port + "/" + protocol);
    }
    return all;
  }

  private static void checkHost(String host, Range container) throws MalformedPortException {
    int colon = host.lastIndexOf(':');
    String address = colon < 0 ? "" : host.substring(0, colon);
    if (!address.isEmpty() && !isAddress(address)) {
      throw new MalformedPortException("'" + address + "' is not an IP address");
    }
    String port = host.substring(colon + 1);
    if (!port.isEmpty()) {
      Range range = Range.of(port);
      if (container.size() > 1 && container.size() != range.size()) {
        throw new MalformedPortException(
            range.size() + " ports of the host for " + container.size() + " of the container");
      }
    }
  }

  /** Dotted decimal, or hexadecimal groups with or without brackets. */
  private static boolean isAddress(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return isAddress6(text.substring(1, text.length() - 1))
          || isAddress4(text.substring(1, text.length() - 1));
    }
    return isAddress4(text) || isAddress6(text);
  }

  private static boolean isAddress4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAddress6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int groups = 0;
    for (String half :
        gap < 0
            ? new String[] {text}
            : new String[] {text.substring(0, gap), text.substring(gap + 2)}) {
      if (half.isEmpty()) {
        continue;
      }
      for (String group : half.split(":", -1)) {
        if (!group.matches("[0-9A-Fa-f]{1,4}")) {
          return false;
        }
        groups++;
      }
    }
    return gap < 0 ? groups == 8 : groups < 8;
  }

  /** Ports from one to another, both included. */
  private record Range(int first, int last) {
    static Range of(String text) throws MalformedPortException {
      if (text.isEmpty()) {
        throw new MalformedPortException("no port, expected a number up to " + HIGHEST);
      }
      int dash = text.indexOf('-');
      int first = number(dash < 0 ? text : text.substring(0, dash));
      int last = dash < 0 ? first : number(text.substring(dash + 1));
      if (last < first) {
        throw new MalformedPortException("a range that ends before it begins: " + text);
      }
      return new Range(first, last);
    }

    int size() {
      return last - first + 1;
    }

    private static int number(String text) throws MalformedPortException {
      if (!text.matches("\\+?[0-9]{1,9}") || Integer.parseInt(text) > HIGHEST) {
        throw new MalformedPortException(
            "'" + text + "' is not a port, expected a number up to " + HIGHEST);
      }
      return Integer.parseInt(text);
    }
  }
}
