package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.Redirects;
import dev.kobako.http.Request;
import dev.kobako.http.Response;
import dev.kobako.http.Retry;
import java.io.IOException;

/**
 * Sends requests to archives, wherever they have moved. Safe for use by many threads.
 *
 * @param client what they are sent by
 * @param retry how often and after what pause
 */
record Exchanges(HttpClient client, Retry retry) {
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
    return new Redirects(client, "name another mirror").send(first);
  }
}
