package dev.kobako.fix;

import dev.kobako.dockerfile.SourceText;
import java.util.List;

/**
 * What fixes made of a Dockerfile.
 *
 * @param before as it was
 * @param after as it is now; the very same text where nothing was to be done
 * @param applied what was done, by line
 */
public record FixedFile(SourceText before, SourceText after, List<Applied> applied) {
  public FixedFile {
    applied = List.copyOf(applied);
  }

  /**
   * A change that was made.
   *
   * @param line of the Dockerfile as it was
   * @param says what was done, a clause for people
   */
  public record Applied(Fix fix, int line, String says) {}

  /** What makes the one of the other, as {@code patch} reads it; empty where nothing changed. */
  public String patch() {
    return UnifiedPatch.between(before.place(), before.text(), after.text());
  }

  /** Whether anything was to be done. */
  public boolean isChanged() {
    return !applied.isEmpty();
  }
}
