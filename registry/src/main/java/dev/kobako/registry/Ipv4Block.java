package dev.kobako.registry;

import java.util.Optional;

/**
 * A block of IPv4 addresses in CIDR notation (RFC 4632), as in {@code 10.1.0.0/16}.
 *
 * @param first any address of the block, as a number
 * @param bits how many leading bits all of its addresses share, 0 to 32
 */
record Ipv4Block(int first, int bits) {
  /** The addresses of this machine (RFC 1122, 3.2.1.3). */
  static final Ipv4Block LOOPBACK = new Ipv4Block(127 << 24, 8);

  Ipv4Block {
    if (bits < 0 || bits > 32) {
      throw new IllegalArgumentException("0 to 32 bits, not " + bits);
    }
  }

  /** Reads a block; empty where the text is none. */
  static Optional<Ipv4Block> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    Optional<Integer> bits = number(text.substring(slash + 1), 32);
    return bits.flatMap(
        count -> address(text.substring(0, slash)).map(first -> new Ipv4Block(first, count)));
  }

  /** An address in dotted decimal as a number; empty where the text is none. */
  static Optional<Integer> address(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    int address = 0;
    for (String part : parts) {
      Optional<Integer> number = number(part, 255);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      address = address << 8 | number.get();
    }
    return Optional.of(address);
  }

  private static Optional<Integer> number(String digits, int most) {
    if (digits.isEmpty() || digits.length() > 3) {
      return Optional.empty();
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        return Optional.empty();
      }
      number = number * 10 + digit - '0';
    }
    return number <= most ? Optional.of(number) : Optional.empty();
  }

  boolean contains(int address) {
    return bits == 0 || (address ^ first) >>> (32 - bits) == 0;
  }
}
