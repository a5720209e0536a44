package dev.kobako.registry;

import dev.kobako.http.Headers;
import dev.kobako.http.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** An answer that was read to its end, or up to a limit. */
final class Answer {
  /** Enough for every error and every small document. */
  static final int SMALL = 64 * 1024;

  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final boolean complete;

  private Answer(int status, Headers headers, byte[] body, boolean complete) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.complete = complete;
  }

  /** Reads at most {@code limit} bytes of the body; does not close the response. */
  static Answer read(Response response, int limit) throws IOException {
    byte[] bytes = response.body().readNBytes(limit + 1);
    boolean complete = bytes.length <= limit;
    return new Answer(
        response.status(),
        response.headers(),
        complete ? bytes : Arrays.copyOf(bytes, limit),
        complete);
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  /** The body itself, which nobody changes. */
  byte[] body() {
    return body;
  }

  /** Whether the body had no more bytes than the limit. */
  boolean isComplete() {
    return complete;
  }

  /** What the registry says went wrong. */
  Optional<RegistryError> error() {
    return RegistryError.read(body);
  }

  /** Status, code and message, for people. */
  String display() {
    return status + error().map(error -> " " + error).orElse("");
  }
}
