package dev.kobako.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An exchange that did not come to its end; the message says what happened, for people. */
public final class HttpFailure extends IOException {
  private final Kind kind;

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
    /** What came is no HTTP, or exceeds a bound. */
    PROTOCOL,
    /** The proxy refused. */
    PROXY
  }

  public HttpFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** Whether the same exchange can succeed when it is tried again soon. */
  public boolean isTransient() {
    return switch (kind) {
      case CONNECT, STALLED, CUT -> true;
      case UNKNOWN_HOST, TLS, PROTOCOL, PROXY -> false;
    };
  }
}
