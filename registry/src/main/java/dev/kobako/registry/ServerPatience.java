package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Retry;
import java.time.Duration;
import java.util.Map;

/**
 * How much patience a user has with registries.
 *
 * @param silence how long a server may say nothing, or next to nothing
 * @param tries how often a request is made at most, the first time included
 */
record ServerPatience(Duration silence, int tries) {
  private static final String TIMEOUT = "KOBAKO_HTTP_TIMEOUT";
  private static final String TRIES = "KOBAKO_HTTP_TRIES";
  private static final int MOST_SECONDS = 3600;
  private static final int MOST_TRIES = 20;
  private static final Duration CONNECT = Duration.ofSeconds(15);

  /**
   * What the environment says, or else a minute and five tries.
   *
   * @throws KobakoException usage, where it says what is no number, or none in its bounds
   */
  static ServerPatience of(Map<String, String> environment) {
    return new ServerPatience(
        Duration.ofSeconds(number(environment, TIMEOUT, "a number of seconds", 60, MOST_SECONDS)),
        number(environment, TRIES, "a number", Retry.Limits.USUAL.attempts(), MOST_TRIES));
  }

  /** How long a connection may take to come about. */
  Duration connect() {
    return silence.compareTo(CONNECT) < 0 ? silence : CONNECT;
  }

  Retry retry() {
    return Retry.within(Retry.Limits.USUAL.withAttempts(tries));
  }

  private static int number(
      Map<String, String> environment, String name, String kind, int usual, int most) {
    String text = environment.getOrDefault(name, "");
    if (text.isEmpty()) {
      return usual;
    }
    return Numbers.parse(text)
        .filter(number -> number >= 1 && number <= most)
        .orElseThrow(() ->
            KobakoException.usage(
                Diagnostic.of(
                    name + "=" + text,
                    "expected " + kind + " from 1 to " + most,
                    "leave it unset for " + usual)))
        .intValue();
  }
}
