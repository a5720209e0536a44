package dev.kobako.http;

import java.nio.file.Path;

/** What a connection leads to. */
public sealed interface Origin {
  /**
   * A server on the network.
   *
   * @param host a name or address, lower case, without brackets
   */
  record Tcp(Scheme scheme, String host, int port) implements Origin {}

  /** A server on this machine, behind a socket in the file system. */
  record Unix(Path socket) implements Origin {}

  /** Whether a TCP connection is encrypted. */
  enum Scheme {
    HTTP,
    HTTPS
  }
}
