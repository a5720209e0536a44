package dev.kobako.slim;

import dev.kobako.tree.ImagePath;

/**
 * Something that a kept program seems to use and that was not taken.
 *
 * @param path what it is
 * @param by who seems to use it
 * @param kind what speaks for it
 */
public record Hint(ImagePath path, ImagePath by, Kind kind) {
  /** What speaks for a hint. */
  public enum Kind {
    /** A constant of the program is this path. */
    CONSTANT_PATH("a path found in"),
    /** A constant of a caller of execvp is the name of this program. */
    PROGRAM_NAME("perhaps started by"),
    /** A kept link leads there. */
    LINK_TARGET("the target of");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Words that go on with {@link Hint#by()}. */
    public String words() {
      return words;
    }
  }
}
