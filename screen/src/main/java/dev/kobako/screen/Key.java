package dev.kobako.screen;

/** A key that was pressed. */
sealed interface Key {
  /**
   * A character.
   *
   * @param codePoint of it, no control character
   */
  record Text(int codePoint) implements Key {}

  /**
   * A key together with Ctrl.
   *
   * @param letter upper case, or a space
   */
  record Control(char letter) implements Key {}

  /** A key without a character. */
  enum Named implements Key {
    UP,
    DOWN,
    LEFT,
    RIGHT,
    HOME,
    END,
    PAGE_UP,
    PAGE_DOWN,
    TAB,
    ENTER,
    BACKSPACE,
    DELETE,
    ESCAPE,
    HELP
  }
}
