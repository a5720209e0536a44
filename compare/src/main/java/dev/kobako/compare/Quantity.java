package dev.kobako.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with their units for people: MB are 10^6 bytes. */
final class Quantity {
  private static final long KILO = 1000;
  private static final long MEGA = 1_000_000;
  private static final long GIGA = 1_000_000_000;

  private Quantity() {}

  static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    if (bytes < MEGA) {
      return rounded(bytes, KILO, 1) + " kB";
    }
    return bytes < GIGA ? rounded(bytes, MEGA, 1) + " MB" : rounded(bytes, GIGA, 2) + " GB";
  }

  static String time(long nanoseconds) {
    return nanoseconds < GIGA
        ? rounded(nanoseconds, MEGA, 0) + " ms"
        : rounded(nanoseconds, GIGA, 2) + " s";
  }

  /** Seconds with all digits that mean something, for programs. */
  static BigDecimal seconds(long nanoseconds) {
    return BigDecimal.valueOf(nanoseconds, 9).setScale(6, RoundingMode.HALF_UP);
  }

  private static String rounded(long number, long unit, int digits) {
    return BigDecimal.valueOf(number)
        .divide(BigDecimal.valueOf(unit), digits, RoundingMode.HALF_UP)
        .toPlainString();
  }
}
