package dev.kobako.apt;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Points in time as Release files write them: {@code Fri, 20 Nov 2026 00:12:41 UTC}. Read by hand:
 * a formatter of the JDK takes longer to load than a signature to check.
 */
final class ReleaseDate {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private ReleaseDate() {}

  /** Empty where it is none, or not in universal time. */
  static Optional<Instant> parse(String text) {
    String[] words = text.strip().split(" +", -1);
    if (words.length != 6 || !isUniversal(words[5])) {
      return Optional.empty();
    }
    String[] time = words[4].split(":", -1);
    if (time.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(words[3]),
                  MONTHS.indexOf(words[2]) + 1,
                  number(words[1]),
                  number(time[0]),
                  number(time[1]),
                  number(time[2]))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isUniversal(String zone) {
    return zone.equals("UTC") || zone.equals("GMT") || zone.equals("Z") || zone.equals("+0000");
  }

  private static int number(String digits) {
    if (digits.length() > 4 || digits.startsWith("-") || digits.startsWith("+")) {
      throw new NumberFormatException(digits);
    }
    return Integer.parseInt(digits);
  }
}
