package dev.kobako.http;

import dev.kobako.diagnostic.Diagnostic;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An exchange that did not come to its end; the message says what happened, for people. */
public final class HttpFailure extends IOException {
  private final Kind kind;
  private final String place;
  private final String fact;

  /** Why there is no (complete) answer. */
  public enum Kind {
    /** No address for the name. */
    UNKNOWN_HOST,
    /** Refused, unreachable or no answer in time. */
    CONNECT,
    /** No common protocol, or a certificate that isn't trusted. */
    TLS,
    /** The server asks who we are, and trusts no certificate that we showed. */
    CLIENT_CERTIFICATE,
    /** Encryption was begun, and what came back is none. */
    NOT_ENCRYPTED,
    /** Nothing came or went for too long. */
    STALLED,
    /** The connection ended or was reset in the middle. */
    CUT,
    /** What came is no HTTP, or exceeds a bound; or the request can't be sent as HTTP. */
    PROTOCOL,
    /** The proxy refused, or what the environment says of it can't be used. */
    PROXY,
    /** The server asks to come back later than we are willing to wait. */
    BUSY
  }

  /**
   * A failure whose message is {@code place: fact}.
   *
   * @param place method and URL, without secrets
   * @param fact what happened, without secrets and control characters
   */
  public HttpFailure(Kind kind, String place, String fact, @Nullable Throwable cause) {
    super(place + ": " + fact, cause);
    this.kind = kind;
    this.place = place;
    this.fact = fact;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** Method and URL of the exchange, for a diagnostic. */
  public String place() {
    return place;
  }

  /** What happened, for a diagnostic. */
  public String fact() {
    return fact;
  }

  /** The failure for the user, with what can be done about it. */
  public Diagnostic diagnostic() {
    String remedy =
        switch (kind) {
          case UNKNOWN_HOST -> "check the name, and the network";
          case CONNECT -> "check that the server runs and can be reached from here";
          case TLS ->
              "if the server is right, name the file with its authority in SSL_CERT_FILE, or allow"
                  + " the host as insecure";
          case CLIENT_CERTIFICATE -> "ask the server's operator for a certificate";
          case NOT_ENCRYPTED -> "ask the server without encryption, if you trust the network";
          case STALLED, CUT, BUSY -> "try again later";
          case PROXY -> "check http_proxy, https_proxy, all_proxy and no_proxy in the environment";
          case PROTOCOL -> "";
        };
    return remedy.isEmpty() ? Diagnostic.of(place, fact) : Diagnostic.of(place, fact, remedy);
  }

  /** Whether the same exchange can succeed when it is tried again soon. */
  public boolean isTransient() {
    return switch (kind) {
      case CONNECT, STALLED, CUT -> true;
      case UNKNOWN_HOST, TLS, CLIENT_CERTIFICATE, NOT_ENCRYPTED, PROTOCOL, PROXY, BUSY -> false;
    };
  }
}
