package dev.kobako.http;

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
    /** Nothing came or went for too long. */
    STALLED,
    /** The connection ended or was reset in the middle. */
    CUT,
    /** What came is no HTTP, or exceeds a bound; or the request can't be sent as HTTP. */
    PROTOCOL,
    /** The proxy refused. */
    PROXY
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

  /** Whether the same exchange can succeed when it is tried again soon. */
  public boolean isTransient() {
    return switch (kind) {
      case CONNECT, STALLED, CUT -> true;
      case UNKNOWN_HOST, TLS, PROTOCOL, PROXY -> false;
    };
  }
}
