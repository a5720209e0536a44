package dev.kobako.cli;

/** Texts of others on a terminal. */
final class Printed {
  private Printed() {}

  /** The text on one line, with nothing in it that moves a cursor or hides what follows. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            safe.append(' ');
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }
}
