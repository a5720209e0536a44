package dev.kobako.sandbox;

/** What of a network a command sees. */
public enum Network {
  /** A loopback of its own and nothing else. */
  NONE,
  /**
   * The host's own, with all its addresses. The files that programs need to use it are not there by
   * themselves: {@link HostNetwork}.
   */
  HOST
}
