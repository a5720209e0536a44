package dev.kobako.findings;

/** How bad it is. Only the first fails a pipeline by itself. */
public enum Level {
  /** It must not be so. */
  ERROR,
  /** It should not be so. */
  WARNING,
  /** Worth a look. */
  NOTE
}
