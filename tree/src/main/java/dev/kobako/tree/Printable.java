package dev.kobako.tree;

/**
 * Names from outside made fit for a message: one line, every odd byte shown as {@code \xHH}, and
 * nothing that is invisible or turns what follows.
 */
public final class Printable {
  private static final int MAX = 200;

  private Printable() {}

  /** The text with what can't be printed escaped, and its middle left out where it is long. */
  public static String text(String text) {
    if (text.length() > MAX) {
      String head = text.substring(0, MAX / 2);
      String tail = text.substring(text.length() - MAX / 2);
      return escape(head) + "…" + escape(tail);
    }
    return escape(text);
  }

  /** The whole text with what can't be printed escaped. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\\') {
            out.append("\\\\");
          } else if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
            out.append(String.format("\\x%02x", c));
          } else if (c >= 0xDC80 && c <= 0xDCFF) {
            out.append(String.format("\\x%02x", c - 0xDC00));
          } else if (hasNoLook(c)) {
            out.append(String.format(c > 0xFFFF ? "\\U%06x" : "\\u%04x", c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  /** Marks of direction, joiners, tags, halves of characters, and what nobody has given a look. */
  private static boolean hasNoLook(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
