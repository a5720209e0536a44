package dev.kobako.dockerfile;

import java.util.Optional;

/** Truth values as Go's {@code strconv.ParseBool} reads them. */
final class GoBoolean {
  private GoBoolean() {}

  /** Empty where the text is none of {@code 1 t T true TRUE True 0 f F false FALSE False}. */
  static Optional<Boolean> parse(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
      case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
