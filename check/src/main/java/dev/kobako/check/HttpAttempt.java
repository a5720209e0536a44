package dev.kobako.check;

import dev.kobako.http.Headers;
import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.HttpSettings;
import dev.kobako.http.Origin;
import dev.kobako.http.Request;
import dev.kobako.http.RequestBody;
import dev.kobako.http.Response;
import dev.kobako.http.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A request to a container's port, sent once; encrypted where plain text is not understood.
 *
 * @param port on which the container is to listen
 * @param outside the port of this machine that leads to it
 * @param path with its query, from {@code /}
 */
record HttpAttempt(String method, int port, int outside, String path) {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Some servers make thumbnails of films before they answer. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** A body is read for what the server does to send it; some never end. */
  private static final Duration BODY = Duration.ofSeconds(5);

  private static final int BAD_REQUEST = 400;

  /** What came of it. A closed set: handle it with an exhaustive switch. */
  sealed interface Outcome {
    /** An answer. */
    record Answered(int status) implements Outcome {}

    /** Something listens that does not answer in HTTP. */
    record NoHttp(String fact) implements Outcome {}

    /** Nothing listens. */
    record NotListening() implements Outcome {}
  }

  /** Sends it. */
  Outcome outcome(LiveRun run, Deadline deadline) {
    if (!run.listens(port)) {
      return new Outcome.NotListening();
    }
    Outcome plain = over(Origin.Scheme.HTTP, deadline);
    return mayBeEncrypted(plain)
            && over(Origin.Scheme.HTTPS, deadline) instanceof Outcome.Answered answered
        ? answered
        : plain;
  }

  /** Most servers that expect TLS say "bad request", the others hang up. */
  private static boolean mayBeEncrypted(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(int status) -> status == BAD_REQUEST;
      case Outcome.NoHttp _ -> true;
      case Outcome.NotListening _ -> false;
    };
  }

  private Outcome over(Origin.Scheme scheme, Deadline deadline) {
    TlsSettings anyCertificate = new TlsSettings(false, List.of(), Optional.empty());
    Deadline patience = deadline.within(IDLE);
    if (patience.isOver()) {
      return new Outcome.NoHttp("no time is left for it");
    }
    HttpSettings settings =
        new HttpSettings(
            Collections.emptySortedMap(), _ -> anyCertificate, CONNECT, patience.left(), 1);
    Request request =
        new Request(
            method,
            new Origin.Tcp(scheme, "localhost", outside),
            path,
            Headers.NONE.with("Accept", "*/*").with("User-Agent", "kobako"),
            hasBody() ? Optional.of(new RequestBody.Bytes(new byte[0])) : Optional.empty());
    try (HttpClient client = new HttpClient(settings);
        Response response = client.send(request)) {
      readBody(response, deadline.within(BODY));
      return new Outcome.Answered(response.status());
    } catch (HttpFailure e) {
      return e.kind() == HttpFailure.Kind.CONNECT
          ? new Outcome.NotListening()
          : new Outcome.NoHttp(e.fact());
    } catch (IOException e) {
      return new Outcome.NoHttp(String.valueOf(e.getMessage()));
    }
  }

  private boolean hasBody() {
    return switch (method) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }

  /** The status is what counts; where the body breaks off or does not end, it is left. */
  private static void readBody(Response response, Deadline deadline) {
    byte[] buffer = new byte[64 << 10];
    try {
      InputStream body = response.body();
      while (!deadline.isOver() && body.read(buffer) >= 0) {
        // for the server's sake
      }
    } catch (IOException _) {
      // what came is enough
    }
  }

  /** For messages, without the query. */
  @Override
  public String toString() {
    int query = path.indexOf('?');
    return method
        + " http://localhost:"
        + outside
        + (query < 0 ? path : path.substring(0, query) + "?…");
  }
}
