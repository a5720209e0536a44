package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Origin;
import dev.kobako.http.Printable;
import dev.kobako.http.Request;
import dev.kobako.http.Response;
import dev.kobako.http.Retry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends requests to archives, wherever they have moved. Safe for use by many threads.
 *
 * @param client what they are sent by
 * @param retry how often and after what pause
 */
record Exchanges(HttpClient client, Retry retry) {
  /** As many as apt follows. */
  private static final int MOST_REDIRECTS = 10;

  /** The tries of a request, for those who try in their own loop. */
  Retry.Series begin(Request request) {
    return retry.begin(request.display());
  }

  /**
   * After a failed try: returns when the next is due.
   *
   * @throws KobakoException outside, where there is no use in another try
   */
  void pauseAfter(HttpFailure failure, Retry.Series series) {
    try {
      series.pauseAfter(failure);
    } catch (IOException e) {
      throw unreachable(failure.place(), e);
    }
  }

  /** What is to be told of an exchange that failed. */
  static KobakoException unreachable(String place, IOException cause) {
    return cause instanceof HttpFailure failure
        ? KobakoException.outside(failure.diagnostic(), failure)
        : KobakoException.outside(
            Diagnostic.of(place, String.valueOf(cause.getMessage()), "try again"), cause);
  }

  /** Sends once, and follows where the server sends us. */
  Response send(Request first) throws IOException {
    Request request = first;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      Response response = client.send(request);
      if (!isRedirect(response.status())) {
        return response;
      }
      try (response) {
        request = redirected(request, response);
      }
    }
    throw refused(
        first, "the server sends us elsewhere more than " + MOST_REDIRECTS + " times in a row");
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static Request redirected(Request request, Response response) {
    String location = response.headers().first("Location").orElse("");
    HttpUrl target =
        new HttpUrl((Origin.Tcp) request.origin(), request.target())
            .resolve(location)
            .orElseThrow(() ->
                refused(
                    request,
                    "the server sends us to '"
                        + withoutSecrets(location)
                        + "', where we can't go"));
    Origin.Tcp from = (Origin.Tcp) request.origin();
    if (from.scheme() == Origin.Scheme.HTTPS && target.origin().scheme() == Origin.Scheme.HTTP) {
      throw refused(request, "the server sends us to " + target + ", which is not encrypted");
    }
    Headers headers = from.equals(target.origin()) ? request.headers() : strange(request.headers());
    return Request.of(request.method(), target.origin(), target.target(), headers);
  }

  /** What a server may know that the user has not named. */
  private static Headers strange(Headers headers) {
    List<Headers.Field> fields = new ArrayList<>(headers.fields());
    fields.removeIf(field -> field.name().equals("Authorization"));
    return new Headers(fields);
  }

  private static String withoutSecrets(String location) {
    int query = location.indexOf('?');
    String path = query < 0 ? location : location.substring(0, query) + "?…";
    int at = path.lastIndexOf('@');
    return Printable.of(at < 0 ? path : "…" + path.substring(at), 200);
  }

  private static KobakoException refused(Request request, String fact) {
    return KobakoException.outside(
        Diagnostic.of(request.display(), fact, "name another mirror"), null);
  }
}
