package dev.kobako.dockerfile;

/** Lengths of time as Go's {@code time.ParseDuration} reads them: {@code 1h15m30.5s}. */
final class GoDuration {
  private GoDuration() {}

  /**
   * How long it is.
   *
   * @throws NumberFormatException whose message says what is wrong, where it is no such text, or
   *     more than 292 years
   */
  static long nanoseconds(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    int at = signed ? 1 : 0;
    if (text.substring(at).equals("0")) {
      return 0;
    }
    if (at == text.length()) {
      throw new NumberFormatException("'" + text + "' is no duration");
    }
    long total = 0;
    while (at < text.length()) {
      int end = skip(text, at, true);
      int unitEnd = skip(text, end, false);
      long part = part(text, text.substring(at, end), text.substring(end, unitEnd));
      if (part > Long.MAX_VALUE - total) {
        throw tooLong(text);
      }
      total += part;
      at = unitEnd;
    }
    return text.startsWith("-") ? -total : total;
  }

  /** Over the characters of a number, or over those that are none. */
  private static int skip(String text, int from, boolean number) {
    int at = from;
    while (at < text.length() && isOfNumber(text.charAt(at)) == number) {
      at++;
    }
    return at;
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static long part(String text, String number, String unit) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String fraction = point < 0 ? "" : number.substring(point + 1);
    if ((whole.isEmpty() && fraction.isEmpty()) || fraction.indexOf('.') >= 0) {
      throw new NumberFormatException("'" + text + "' is no duration");
    }
    if (unit.isEmpty()) {
      throw new NumberFormatException("'" + text + "' has no unit behind " + number);
    }
    long nanoseconds = unit(text, unit);
    try {
      long exact = Math.multiplyExact(whole.isEmpty() ? 0 : Long.parseLong(whole), nanoseconds);
      double rest = fraction.isEmpty() ? 0 : Double.parseDouble("0." + fraction) * nanoseconds;
      return Math.addExact(exact, (long) rest);
    } catch (ArithmeticException | NumberFormatException e) {
      throw tooLong(text);
    }
  }

  private static NumberFormatException tooLong(String text) {
    return new NumberFormatException("'" + text + "' is more than 292 years");
  }

  private static long unit(String text, String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs", "μs" -> 1_000L; // both of Unicode's letters for micro
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default ->
          throw new NumberFormatException(
              "'" + text + "' has the unknown unit " + unit + " (there are ns, us, ms, s, m, h)");
    };
  }
}
