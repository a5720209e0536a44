package dev.kobako.http;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses written as such; nothing here asks for names. */
final class IpAddress {
  private IpAddress() {}

  /** The 4 or 16 bytes of an address, with or without brackets; null where it is a name. */
  static byte @Nullable [] parse(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    try {
      // IPv4 addresses that are embedded in IPv6 become those of IPv4.
      return bare.isEmpty() ? null : InetAddress.ofLiteral(bare).getAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether a name or address leads to this machine itself. */
  static boolean isLoopback(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    byte[] address = parse(host);
    if (address == null) {
      return false;
    }
    byte[] loopback6 = new byte[16];
    loopback6[15] = 1;
    return address.length == 4 ? address[0] == 127 : Arrays.equals(address, loopback6);
  }

  /** Whether the first bits of two addresses are the same. */
  static boolean sameNetwork(byte[] a, byte[] b, int bits) {
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
