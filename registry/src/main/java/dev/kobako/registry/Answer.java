package dev.kobako.registry;

import dev.kobako.http.Headers;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** An answer that was read to its end, or up to a limit. */
final class Answer {
  /** Enough for every error and every small document. */
  static final int SMALL = 64 * 1024;

  /** Time for the largest manifest over a slow line. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final int BUFFER = 16 * 1024;

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

  /**
   * Reads at most {@code limit} bytes of the body; does not close the response.
   *
   * @throws HttpFailure where they don't come within {@link #LONGEST}, though some may always come
   */
  static Answer read(Call call, Response response, int limit) throws IOException {
    return read(call, response, limit, LONGEST);
  }

  static Answer read(Call call, Response response, int limit, Duration longest) throws IOException {
    byte[] bytes = bytes(call, response.body(), limit + 1, longest);
    boolean complete = bytes.length <= limit;
    return new Answer(
        response.status(),
        response.headers(),
        complete ? bytes : Arrays.copyOf(bytes, limit),
        complete);
  }

  private static byte[] bytes(Call call, InputStream in, int limit, Duration longest)
      throws IOException {
    long began = System.nanoTime();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[Math.min(limit, BUFFER)];
    while (all.size() < limit) {
      int count = in.read(some, 0, Math.min(some.length, limit - all.size()));
      if (count < 0) {
        break;
      }
      all.write(some, 0, count);
      if (System.nanoTime() - began > longest.toNanos()) {
        throw new HttpFailure(
            HttpFailure.Kind.STALLED,
            call.display(),
            "after " + longest.toSeconds() + " s the answer has not come to its end",
            null);
      }
    }
    return all.toByteArray();
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

  /** The same for people, should the server repeat a secret that it was sent. */
  Answer without(Credential credential) {
    String secret =
        switch (credential) {
          case Credential.Password(String _, String password) -> password;
          case Credential.IdentityToken(String token) -> token;
          case Credential.RegistryToken(String token) -> token;
        };
    String text = new String(body, StandardCharsets.UTF_8);
    String basic = TokenServer.basic(credential).map(header -> header.substring(6)).orElse(secret);
    if (secret.isEmpty() || !(text.contains(secret) || text.contains(basic))) {
      return this;
    }
    byte[] censored =
        text.replace(basic, "***").replace(secret, "***").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, headers, censored, complete);
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
