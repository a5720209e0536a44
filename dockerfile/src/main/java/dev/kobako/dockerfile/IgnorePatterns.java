package dev.kobako.dockerfile;

/**
 * The patterns of a {@code .dockerignore}, with moby's rules (patternmatcher): the last match
 * decides, {@code !} takes back, a match of a parent covers what is below.
 */
public final class IgnorePatterns {
  /** Nothing is ignored. */
  public static final IgnorePatterns NONE = new IgnorePatterns();

  private IgnorePatterns() {}

  /**
   * Reads an ignore file; comments, blank lines, a byte order mark and CRLF as moby has them.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding with the line of a malformed pattern
   */
  public static IgnorePatterns parse(String place, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether a path is left out.
   *
   * @param path relative, with slashes, without leading one
   */
  public boolean ignores(String path) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether nothing below an ignored directory can be taken back, so that it need not be listed.
   */
  public boolean ignoresAllBelow(String directory) {
    throw new UnsupportedOperationException();
  }
}
