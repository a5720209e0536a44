package dev.kobako.registry;

import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.Response;
import java.io.IOException;
import java.util.Optional;

/** Sends calls, and sends them again where that can help. Safe for use by many threads. */
final class Exchanges {
  private final HttpClient client;
  private final Patience patience;

  Exchanges(HttpClient client, Patience patience) {
    this.client = client;
    this.patience = patience;
  }

  /** Gets one answer's head. */
  interface Sender {
    Response send() throws IOException;
  }

  /** Sends once. */
  Response send(Call call, Optional<String> authorization) throws IOException {
    return client.send(call.request(authorization));
  }

  /** Sends as nobody in particular, until there is an answer that stays the same. */
  Answer answer(Call call, int limit) {
    return answer(call, limit, () -> send(call, Optional.empty()));
  }

  /** Sends by {@code sender} until there is an answer that stays the same. */
  Answer answer(Call call, int limit, Sender sender) {
    Patience.Round round = patience.round();
    while (true) {
      try (Response response = sender.send()) {
        Answer answer = Answer.read(response, limit);
        if (!round.again(answer.status(), answer.headers())) {
          return answer;
        }
      } catch (HttpFailure e) {
        if (!round.again(e)) {
          throw Refusal.unreachable(call, e);
        }
      } catch (IOException e) {
        throw Refusal.unreachable(call, e);
      }
      round.rest(call);
    }
  }

  /** A new round of attempts for something that takes several calls. */
  Patience.Round round() {
    return patience.round();
  }
}
