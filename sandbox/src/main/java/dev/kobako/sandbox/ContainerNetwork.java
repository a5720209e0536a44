package dev.kobako.sandbox;

import java.util.List;

/** What a container sees of networks. A closed set: handle it with an exhaustive switch. */
public sealed interface ContainerNetwork {
  /** A loopback of its own and nothing else. */
  record None() implements ContainerNetwork {}

  /** The host's own, with all its addresses. */
  record Host() implements ContainerNetwork {}

  /**
   * One of its own, connected with the host's by a program that needs no privileges: {@link
   * UserNetwork} says whether there is one.
   *
   * @param ports that can be reached through the host
   */
  record Own(List<PublishedPort> ports) implements ContainerNetwork {
    public Own {
      ports = List.copyOf(ports);
    }
  }
}
