package dev.kobako.screen;

import dev.kobako.tree.Printable;

/**
 * Texts of others as they may be shown, and how many columns they take. Whatever could move the
 * cursor, turn the direction of writing or be invisible is written out.
 *
 * @param unicode whether the terminal shows more than ASCII
 */
record ShownText(boolean unicode) {
  /** What comes before it are ASCII and control characters. */
  private static final int NO_BREAK_SPACE = 0xa0;

  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f000, 0x1f9ff, 0x20000, 0x3fffd
  };

  /** The first of two characters, or the second one where the terminal shows ASCII only. */
  String glyph(String mark, String plain) {
    return unicode ? mark : plain;
  }

  /** A text, safe to print, of at most so many columns; a mark shows that there was more. */
  String cut(String text, int columns) {
    StringBuilder safe = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length() && used <= columns; ) {
      int c = text.codePointAt(i);
      String each = safe(c);
      safe.append(each);
      used += width(each);
      i += Character.charCount(c);
    }
    if (used <= columns) {
      return safe.toString();
    }
    String mark = glyph("…", ">");
    while (used > columns - 1 && !safe.isEmpty()) {
      int last = safe.codePointBefore(safe.length());
      used -= width(last);
      safe.setLength(safe.length() - Character.charCount(last));
    }
    return columns < 1 ? "" : safe + mark;
  }

  private String safe(int c) {
    if (c >= ' ' && c < 0x7f && c != '\\') {
      return Character.toString(c);
    }
    boolean shown =
        switch (Character.getType(c)) {
          case Character.FORMAT, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
          default -> unicode || c < NO_BREAK_SPACE;
        };
    return shown || (c >= 0xdc80 && c <= 0xdcff)
        ? Printable.escape(Character.toString(c))
        : String.format("\\u%04x", c);
  }

  /** How many columns a text takes that is safe to print. */
  int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += width(c);
      i += Character.charCount(c);
    }
    return width;
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int i = 0; i < WIDE.length && c >= WIDE[i]; i += 2) {
      if (c <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
