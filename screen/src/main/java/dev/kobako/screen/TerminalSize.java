package dev.kobako.screen;

/**
 * How large a terminal is.
 *
 * @param rows of characters
 * @param columns of characters
 */
record TerminalSize(int rows, int columns) {
  static final TerminalSize USUAL = new TerminalSize(24, 80);
  private static final int MOST = 1000;

  /** As {@code stty size} prints it; the usual one where it knows none. */
  static TerminalSize parse(String text) {
    String[] words = text.strip().split(" ");
    try {
      int rows = Integer.parseInt(words[0]);
      int columns = words.length == 2 ? Integer.parseInt(words[1]) : 0;
      return rows < 1 || columns < 1
          ? USUAL
          : new TerminalSize(Math.min(rows, MOST), Math.min(columns, MOST));
    } catch (NumberFormatException _) {
      return USUAL;
    }
  }
}
