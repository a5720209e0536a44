package dev.kobako.cli;

import dev.kobako.testkit.Answer;
import dev.kobako.testkit.Misbehaviour;
import java.time.Duration;
import java.util.Locale;

/** What a registry does instead of what it should, by the words of a test's table. */
enum Fault {
  HANGS_UP,
  TRUNCATES,
  RESETS,
  STALLS,
  STALLS_WITHIN,
  TRICKLES,
  SENDS_MORE,
  SENDS_FEWER,
  SENDS_OTHERS,
  SENDS_A_GIGABYTE,
  NEVER_ENDS,
  ANSWERS_401,
  ANSWERS_403,
  ANSWERS_404,
  ANSWERS_429,
  ANSWERS_500,
  ANSWERS_502,
  REDIRECTS_IN_A_CIRCLE,
  REDIRECTS_FOR_EVER;

  /** {@code never ends} for {@code NEVER_ENDS}. */
  static Fault of(String words) {
    return valueOf(words.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }

  /** Has the rule do that, every time. */
  void by(Misbehaviour rule) {
    switch (this) {
      case HANGS_UP -> rule.hangUp();
      case TRUNCATES -> rule.truncateAfter(100);
      case RESETS -> rule.reset();
      case STALLS -> rule.stall();
      case STALLS_WITHIN -> rule.stallAfter(100);
      case TRICKLES -> rule.endlessBody().dribble(1, Duration.ofMillis(20));
      case SENDS_MORE -> rule.bodyOf(400_000);
      case SENDS_FEWER -> rule.bodyOf(10);
      case SENDS_OTHERS -> rule.otherBytes();
      case SENDS_A_GIGABYTE -> rule.bodyOf(1L << 30);
      case NEVER_ENDS -> rule.endlessBody();
      case ANSWERS_401 -> rule.error(401, "UNAUTHORIZED", "who are you");
      case ANSWERS_403 -> rule.error(403, "DENIED", "not you");
      case ANSWERS_404 -> rule.error(404, "UNKNOWN", "no such thing");
      case ANSWERS_429 ->
          rule.answer(
              Answer.error(429, "TOOMANYREQUESTS", "slow down").with("Retry-After", "3600"));
      case ANSWERS_500 -> rule.error(500, "UNKNOWN", "oh dear");
      case ANSWERS_502 -> rule.answer(Answer.of(502).text("<html>Bad Gateway</html>"));
      case REDIRECTS_IN_A_CIRCLE -> rule.redirectTo("?again");
      case REDIRECTS_FOR_EVER -> rule.redirectTo("further/");
    }
  }
}
