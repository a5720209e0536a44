package dev.kobako.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fatal alert with which the other side ended TLS (RFC 8446, 6.2), as far as it can be told from
 * the words of Java's exception.
 *
 * @param name as in {@code bad_certificate}
 */
record TlsAlert(String name) {
  private static final String RECEIVED = "Received fatal alert: ";
  private static final int LONGEST_NAME = 40;
  private static final List<String> ABOUT_CERTIFICATES =
      List.of(
          "certificate_required",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca");

  /** The alert that an exception tells of; null where it tells of something else. */
  static @Nullable TlsAlert of(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    int at = message.indexOf(RECEIVED);
    return at < 0
        ? null
        : new TlsAlert(Printable.of(message.substring(at + RECEIVED.length()), LONGEST_NAME));
  }

  HttpFailure.Kind kind() {
    return isAboutUs() ? HttpFailure.Kind.CLIENT_CERTIFICATE : HttpFailure.Kind.TLS;
  }

  /** What it means, for people. */
  String fact() {
    return isAboutUs()
        ? "the server asks its clients for a certificate that it trusts (TLS alert " + name + ")"
        : "the server ended TLS with the alert " + name;
  }

  /** The only certificates that a server gets to see are those of its clients. */
  private boolean isAboutUs() {
    return ABOUT_CERTIFICATES.contains(name);
  }
}
