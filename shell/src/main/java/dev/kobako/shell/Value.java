package dev.kobako.shell;

/** What a word of a script stands for, as far as that is known without running anything. */
public sealed interface Value {
  /** A text that the script would see just so. */
  record Known(String text) implements Value {
    /** The empty text. */
    public static final Known EMPTY = new Known("");
  }

  /**
   * A text that only a run would tell.
   *
   * @param why what it comes from, as written in the script
   */
  record Unknown(String why) implements Value {}

  /** The text if it is known, else {@code otherwise}. */
  default String or(String otherwise) {
    return switch (this) {
      case Known(String text) -> text;
      case Unknown _ -> otherwise;
    };
  }
}
