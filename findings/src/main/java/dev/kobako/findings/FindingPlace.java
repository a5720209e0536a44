package dev.kobako.findings;

/**
 * What a finding is about: a file that its user has, an image, or something in an image.
 *
 * @param name of it; of a file the path as the user calls it
 * @param line from 1; 0 where it is about the whole
 * @param column from 1, in characters; 0 where it is about the whole line
 */
public record FindingPlace(String name, int line, int column) {
  public FindingPlace {
    if (name.isBlank() || line < 0 || column < 0 || (line == 0 && column > 0)) {
      throw new IllegalArgumentException("a place '" + name + "' " + line + ":" + column);
    }
  }

  /** The whole of something. */
  public static FindingPlace of(String name) {
    return new FindingPlace(name, 0, 0);
  }

  /** {@code name:line:column}, as far as it is known, which editors jump to. */
  @Override
  public String toString() {
    return name + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
  }
}
