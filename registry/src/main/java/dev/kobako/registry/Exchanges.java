package dev.kobako.registry;

import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.Response;
import dev.kobako.http.Retry;
import java.io.IOException;
import java.util.Optional;

/**
 * Sends calls, and sends them again where that can help. Safe for use by many threads.
 *
 * @param client what they are sent by
 * @param retry how often and after what pause
 */
record Exchanges(HttpClient client, Retry retry) {
  /** Sends once. */
  Response send(Call call, Optional<String> authorization) throws IOException {
    return client.send(call.request(authorization));
  }

  /** Sends as nobody in particular, until there is an answer that stays the same. */
  Answer answer(Call call, int limit) {
    return answer(call, limit, () -> send(call, Optional.empty()));
  }

  /**
   * Has a call sent until there is an answer that stays the same.
   *
   * @param limit how many bytes of the body are read at most
   */
  Answer answer(Call call, int limit, Retry.Exchange exchange) {
    try {
      return retry.read(call.display(), exchange, response -> Answer.read(call, response, limit));
    } catch (IOException e) {
      throw Refusal.unreachable(call, e);
    }
  }

  /** The tries of a call, for those who try in their own loop. */
  Retry.Series begin(Call call) {
    return retry.begin(call.display());
  }

  /**
   * After a failed try: returns when the next is due.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where there is no use in another try
   */
  void pauseAfter(HttpFailure failure, Retry.Series series, Call call) {
    try {
      series.pauseAfter(failure);
    } catch (IOException e) {
      throw Refusal.unreachable(call, e);
    }
  }
}
