package dev.kobako.registry;

/** The hosts that are this machine, so that nobody can listen in between. */
final class Loopback {
  private Loopback() {}

  /**
   * Whether a host is this machine.
   *
   * @param host a name or address, lower case, without brackets
   */
  static boolean is(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("::1")
        || (host.startsWith("127.") && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }
}
