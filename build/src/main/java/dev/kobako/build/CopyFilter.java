package dev.kobako.build;

import dev.kobako.dockerfile.IgnorePatterns;

/**
 * Which paths below a source are copied.
 *
 * @param included what {@code --parents} chooses; everything where there is no pattern
 * @param excluded what {@code --exclude} names
 */
record CopyFilter(IgnorePatterns included, IgnorePatterns excluded) {
  /** Everything is copied. */
  static final CopyFilter ALL = new CopyFilter(IgnorePatterns.NONE, IgnorePatterns.NONE);

  /** Whether everything is copied. */
  boolean isEmpty() {
    return included.isEmpty() && excluded.isEmpty();
  }
}
