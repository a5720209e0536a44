package dev.kobako.shell;

/**
 * Where something stands in the text of a script.
 *
 * @param line its first one, 1 for the script's first
 * @param start offset of its first character, in UTF-16 units; -1 where it is a part of what
 *     backquotes hold, which is not the script's own text
 * @param end offset after its last character; what blanks and comments are behind it don't count
 */
public record Extent(int line, int start, int end) {
  /** Whether it is a part of the script's text as it was given. */
  public boolean isKnown() {
    return start >= 0;
  }
}
