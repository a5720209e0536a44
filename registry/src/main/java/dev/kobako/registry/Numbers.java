package dev.kobako.registry;

import java.util.Optional;

/** Numbers in header fields: decimal digits, nothing else. */
final class Numbers {
  private static final int MAX_DIGITS = 18;

  private Numbers() {}

  /** A number of bytes or seconds; empty for anything else. */
  static Optional<Long> parse(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
