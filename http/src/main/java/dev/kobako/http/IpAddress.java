package dev.kobako.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Addresses written as such; nothing here asks for names. */
final class IpAddress {
  private IpAddress() {}

  /** An address, with or without brackets; null where it is a name. */
  static @Nullable InetAddress parse(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    try {
      // IPv4 addresses that are embedded in IPv6 become those of IPv4.
      return bare.isEmpty() ? null : InetAddress.ofLiteral(bare);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether a name or address leads to this machine itself. */
  static boolean isLoopback(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    InetAddress address = parse(host);
    return address != null && address.isLoopbackAddress();
  }

  /** Whether the first bits of two addresses are the same. */
  static boolean sameNetwork(InetAddress one, InetAddress other, int bits) {
    byte[] a = one.getAddress();
    byte[] b = other.getAddress();
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
