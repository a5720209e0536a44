package dev.kobako.build;

import dev.kobako.dockerfile.GoText;
import dev.kobako.image.Healthcheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lists, texts and times as Go prints them, since that is how they are in the history that BuildKit
 * writes, and builders compare histories.
 */
final class HistoryText {
  private HistoryText() {}

  /** {@code [a b]}. */
  static String list(List<String> words) {
    return "[" + String.join(" ", words) + "]";
  }

  /** {@code ["a" "b"]}. */
  static String quoted(List<String> words) {
    return words.stream().map(GoText::quoted).collect(Collectors.joining(" ", "[", "]"));
  }

  /** All fields with their names. */
  static String healthcheck(Healthcheck check) {
    return "{Test:"
        + list(check.test())
        + " Interval:"
        + time(check.interval())
        + " Timeout:"
        + time(check.timeout())
        + " StartPeriod:"
        + time(check.startPeriod())
        + " StartInterval:"
        + time(check.startInterval())
        + " Retries:"
        + check.retries().orElse(0L)
        + "}";
  }

  private static String time(Optional<Duration> time) {
    return time(time.map(Duration::toNanos).orElse(0L));
  }

  /** {@code 1h30m0s}, {@code 1.5s}, {@code 20ms}. */
  static String time(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    if (nanos < 1_000_000) {
      return fraction(nanos, 1_000) + "µs";
    }
    if (nanos < 1_000_000_000) {
      return fraction(nanos, 1_000_000) + "ms";
    }
    long minutes = nanos / 60_000_000_000L;
    String seconds = fraction(nanos % 60_000_000_000L, 1_000_000_000) + "s";
    if (minutes == 0) {
      return seconds;
    }
    return (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
  }

  private static String fraction(long nanos, long unit) {
    String rest = Long.toString(unit + nanos % unit).substring(1).replaceAll("0+$", "");
    return nanos / unit + (rest.isEmpty() ? "" : "." + rest);
  }
}
