package dev.kobako.http;

import java.time.Duration;

/** Durations in messages. */
final class Durations {
  private Durations() {}

  /** As in {@code 60 s} or {@code 250 ms}. */
  static String inWords(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
