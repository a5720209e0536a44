package dev.kobako.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How an encrypted server is trusted, beyond the system's certificates.
 *
 * @param verified whether its certificate is checked at all
 * @param authorities PEM files of more authorities
 * @param client who we are to it
 */
public record TlsSettings(
    boolean verified, List<Path> authorities, Optional<ClientCertificate> client) {
  /** Nothing but the system's trust. */
  public static final TlsSettings SYSTEM = new TlsSettings(true, List.of(), Optional.empty());

  /** PEM files of a client's certificate (chain) and its private key. */
  public record ClientCertificate(Path certificate, Path key) {}

  public TlsSettings {
    authorities = List.copyOf(authorities);
  }
}
