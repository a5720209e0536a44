package dev.kobako.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Bytes, or a part of some bytes. */
public sealed interface Amount {
  /** What is expected of a text, for messages. */
  String EXPECTED = "bytes as 200 MB, or a part as 5 %";

  /** What is expected of a text that can't be a part, for messages. */
  String EXPECTED_BYTES = "bytes, as 200 MB, 64 MiB or 1000000";

  /** So many bytes. */
  record Bytes(long count) implements Amount {
    @Override
    public long of(long whole) {
      return count;
    }
  }

  /** A part of something. */
  record Percent(BigDecimal hundredths) implements Amount {
    @Override
    public long of(long whole) {
      return hundredths.multiply(BigDecimal.valueOf(whole)).movePointLeft(2).longValue();
    }
  }

  /** In bytes, where a part is one of {@code whole}; without fractions of a byte. */
  long of(long whole);

  /** Reads bytes or a part; empty for what is neither. */
  static Optional<Amount> parse(String text) {
    String stripped = text.strip();
    return stripped.endsWith("%")
        ? number(stripped.substring(0, stripped.length() - 1)).map(Percent::new)
        : bytes(stripped).map(Bytes::new);
  }

  /**
   * Reads a number with a unit, in any case: kB, MB and GB are powers of 1000, KiB, MiB and GiB of
   * 1024; without one it is bytes. Empty for what is no such thing.
   */
  static Optional<Long> bytes(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    int end = lower.length();
    while (end > 0 && Character.isLetter(lower.charAt(end - 1))) {
      end--;
    }
    long unit =
        switch (lower.substring(end)) {
          case "", "b" -> 1;
          case "k", "kb" -> 1000;
          case "m", "mb" -> 1_000_000;
          case "g", "gb" -> 1_000_000_000;
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          default -> 0;
        };
    return unit == 0
        ? Optional.empty()
        : number(lower.substring(0, end))
            .map(number -> number.multiply(BigDecimal.valueOf(unit)))
            .filter(number -> number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
            .map(BigDecimal::longValue);
  }

  /** A decimal number without sign and exponent, of few digits. */
  private static Optional<BigDecimal> number(String text) {
    String digits = text.strip();
    boolean decimal =
        !digits.isEmpty()
            && digits.length() <= 15
            && digits.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
            && digits.chars().filter(c -> c == '.').count() <= 1
            && !digits.startsWith(".")
            && !digits.endsWith(".");
    return decimal ? Optional.of(new BigDecimal(digits)) : Optional.empty();
  }
}
