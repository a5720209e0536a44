package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How large the store may become.
 *
 * @param bytes of all files that kobako keeps there
 */
public record StoreLimit(long bytes) {
  /** The variable that sets it for every command. */
  public static final String VARIABLE = "KOBAKO_STORE_LIMIT";

  private static final String DECIMAL = "KMGTP";

  public StoreLimit {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size below 0: " + bytes);
    }
  }

  /** What the environment says, if it does. */
  public static Optional<StoreLimit> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(text -> !text.isBlank())
        .map(text -> parse(VARIABLE, text));
  }

  /**
   * Reads {@code 20GB}, {@code 1.5 GiB}, {@code 500M} or a number of bytes. K, M, G, T and P are
   * powers of 1000, with an i those of 1024.
   *
   * @param place where it is written, for messages
   * @throws KobakoException usage, for anything else
   */
  public static StoreLimit parse(String place, String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    int end = 0;
    while (end < upper.length() && "0123456789.".indexOf(upper.charAt(end)) >= 0) {
      end++;
    }
    String number = upper.substring(0, end);
    String unit = upper.substring(end).strip();
    if (unit.endsWith("B")) {
      unit = unit.substring(0, unit.length() - 1);
    }
    int base = unit.endsWith("I") ? 1024 : 1000;
    unit = base == 1024 ? unit.substring(0, unit.length() - 1) : unit;
    int power = unit.isEmpty() ? 0 : DECIMAL.indexOf(unit) + 1;
    try {
      if (number.length() <= 20
          && unit.length() <= 1
          && (power > 0 || (unit.isEmpty() && base == 1000))) {
        double bytes = Double.parseDouble(number) * Math.pow(base, power);
        if (bytes < Long.MAX_VALUE) {
          return new StoreLimit((long) bytes);
        }
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw KobakoException.usage(
        Diagnostic.of(
            place,
            "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "' is not a size",
            "write a number with its unit, as in 20GB or 500MiB"));
  }
}
