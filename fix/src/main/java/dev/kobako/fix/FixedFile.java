package dev.kobako.fix;

import dev.kobako.dockerfile.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * What fixes made of a Dockerfile.
 *
 * @param before as it was
 * @param after as it is now; the very same text where nothing was to be done
 * @param ignoreFile the context's ignore file as it is now, where it may be changed
 * @param applied what was done, by line
 * @param refused what was not, though it was asked for, by line
 */
public record FixedFile(
    SourceText before,
    SourceText after,
    Optional<IgnoreFile> ignoreFile,
    List<Applied> applied,
    List<Refused> refused) {
  public FixedFile {
    applied = List.copyOf(applied);
    refused = List.copyOf(refused);
  }

  /**
   * A change that was made.
   *
   * @param line of the Dockerfile as it was
   * @param says what was done, a clause for people
   * @param promise what it changes of the image
   */
  public record Applied(Fix fix, int line, String says, Promise promise) {}

  /**
   * A change that was not made.
   *
   * @param line of the Dockerfile as it was
   * @param why a clause for people
   */
  public record Refused(Fix fix, int line, String why) {}

  /** What makes the one of the other, as {@code patch} reads it; empty where nothing changed. */
  public String patch() {
    return UnifiedPatch.between(before.place(), before.text(), after.text())
        + newIgnoreFile().map(IgnoreFile::patch).orElse("");
  }

  /** The context's ignore file, where it was changed. */
  public Optional<IgnoreFile> newIgnoreFile() {
    return ignoreFile.filter(IgnoreFile::isChanged);
  }

  /** Whether anything was to be done. */
  public boolean isChanged() {
    return !applied.isEmpty();
  }
}
