package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Printable;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an engine says while it loads an image: JSON objects, one a line. The status of the answer
 * was sent before anything was tried, so that failures are told only here.
 */
final class LoadReply {
  private static final int MAX_LINE = 64 * 1024;

  /** Progress is told for every half megabyte that is unpacked: this does for 80 GB. */
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private static final int MAX_MESSAGE = 600;

  private final String place;
  private final InputStream body;
  private long count;

  private LoadReply(String place, InputStream body) {
    this.place = place;
    this.body = new BufferedInputStream(body);
  }

  /**
   * Reads it to its end.
   *
   * @param place the request, for messages
   * @throws KobakoException outside, where the engine tells of an error or talks nonsense
   */
  static void read(String place, InputStream body) throws IOException {
    LoadReply reply = new LoadReply(place, body);
    for (Optional<String> line = reply.line(); line.isPresent(); line = reply.line()) {
      if (!line.get().isBlank()) {
        reply.check(line.get());
      }
    }
  }

  private void check(String line) {
    Optional<String> error;
    try {
      JsonObject json = Json.object(place, line.getBytes(StandardCharsets.UTF_8));
      error =
          json.object("errorDetail")
              .flatMap(detail -> detail.text("message"))
              .or(() -> json.text("error"))
              .or(() -> Optional.of("it does not say why").filter(_ -> json.has("errorDetail")));
    } catch (KobakoException e) {
      throw failure(
          "the engine's answer can't be read: " + Printable.of(e.diagnostic().fact(), MAX_MESSAGE),
          "check that an engine listens there");
    }
    if (error.isPresent()) {
      throw failure(
          "the engine could not load the image: " + Printable.of(error.get().strip(), MAX_MESSAGE),
          "mend what the engine complains of, and try again");
    }
  }

  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = body.read();
    if (c < 0) {
      return Optional.empty();
    }
    for (; c >= 0 && c != '\n'; c = body.read()) {
      line.write(c);
      if (line.size() > MAX_LINE || ++count > MAX_BYTES) {
        throw failure(
            "the engine's answer has "
                + (line.size() > MAX_LINE
                    ? "a line of more than " + MAX_LINE
                    : "more than " + MAX_BYTES)
                + " bytes",
            "check that an engine listens there");
      }
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  private KobakoException failure(String fact, String remedy) {
    return KobakoException.outside(Diagnostic.of(place, fact, remedy), null);
  }
}
