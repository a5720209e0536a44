package dev.kobako.build;

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
    return words.stream().map(HistoryText::quoted).collect(Collectors.joining(" ", "[", "]"));
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

  /** {@code strconv.Quote}: what can't be printed is written by its number. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(point -> appendQuoted(out, point));
    return out.append('"').toString();
  }

  private static void appendQuoted(StringBuilder out, int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (isPrinted(point)) {
          out.appendCodePoint(point);
        } else if (point < 0x80) {
          out.append(String.format("\\x%02x", point));
        } else {
          out.append(String.format(point < 0x10000 ? "\\u%04x" : "\\U%08x", point));
        }
      }
    }
  }

  /** {@code strconv.IsPrint}: letters, marks, numbers, punctuation, symbols and the space. */
  private static boolean isPrinted(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
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
