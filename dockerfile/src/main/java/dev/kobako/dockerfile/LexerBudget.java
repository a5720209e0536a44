package dev.kobako.dockerfile;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;

/**
 * How much work one word may make. Values that double each other and patterns with many stars are a
 * few bytes in a Dockerfile and would otherwise keep a build busy for hours.
 */
final class LexerBudget {
  private static final long WORK = 1L << 28; // about half a second
  private static final int WORK_FOR_A_CHARACTER = 16; // so 16 Mi characters at most

  private long left = WORK;

  /** Comparisons of a character. */
  void spend(long work) {
    left -= work;
    if (left < 0) {
      throw new IllegalExpansionException(
          "this becomes too long or takes too long to expand (16 MiB are the most)",
          "use shorter values, or patterns with fewer *");
    }
  }

  /** Characters that are added to the result. */
  void spendOnText(long characters) {
    spend(characters * WORK_FOR_A_CHARACTER);
  }
}
