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
  /**
   * What is made of the answer to a request, which is sent again where that can help.
   *
   * @throws KobakoException outside, where there is no use in another try
   */
  <T> T read(Request request, Retry.Reading<T> reading) {
    try {
      return retry.read(request.display(), () -> send(request), reading);
    } catch (IOException e) {
      throw unreachable(request.display(), e);
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
