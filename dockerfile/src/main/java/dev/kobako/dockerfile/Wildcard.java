package dev.kobako.dockerfile;

/** Patterns for one path, segment by segment, as Go's {@code filepath.Match} has them. */
public final class Wildcard {
  private Wildcard() {}

  /** Whether there is anything to match: {@code *}, {@code ?} or {@code [}, not escaped. */
  public static boolean isPattern(String text) {
    throw new UnsupportedOperationException();
  }

  /** Whether the whole of {@code name} matches; a slash is matched by a slash only. */
  public static boolean matches(String pattern, String name) {
    throw new UnsupportedOperationException();
  }
}
