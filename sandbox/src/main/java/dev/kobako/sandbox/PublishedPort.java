package dev.kobako.sandbox;

/**
 * A port of the host that leads to one of a container.
 *
 * @param address of the host, IPv4, in digits; {@code 0.0.0.0} for all it has
 * @param outside the host's port
 * @param inside the container's port
 */
public record PublishedPort(String address, int outside, int inside, Protocol protocol) {
  /** All addresses that the host has. */
  public static final String EVERYWHERE = "0.0.0.0";

  private static final int HIGHEST = 65_535;

  /** What is spoken there. */
  public enum Protocol {
    TCP,
    UDP;

    /** As people and programs write it: {@code tcp}. */
    public String text() {
      return this == TCP ? "tcp" : "udp";
    }
  }

  public PublishedPort {
    if (!isPort(outside) || !isPort(inside)) {
      throw new IllegalArgumentException("no ports: " + outside + ", " + inside);
    }
    // It becomes a word of a command line.
    if (address.isEmpty() || !address.chars().allMatch(PublishedPort::isOfAddress)) {
      throw new IllegalArgumentException("no IPv4 address: " + address);
    }
  }

  /** Whether a number can be a port's. */
  public static boolean isPort(int number) {
    return number > 0 && number <= HIGHEST;
  }

  private static boolean isOfAddress(int character) {
    return character == '.' || (character >= '0' && character <= '9');
  }

  @Override
  public String toString() {
    return address + ":" + outside + "->" + inside + "/" + protocol.text();
  }
}
