package dev.kobako.dockerfile;

/**
 * Texts as Go's {@code strconv.Quote} writes them, which is how BuildKit shows the words of a
 * Dockerfile in syntax trees and histories.
 */
public final class GoText {
  private GoText() {}

  /** In double quotes; what can't be printed is written by its number. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      append(out, c);
      at += Character.charCount(c);
    }
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').appendCodePoint(c);
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append("\\x%02x".formatted(c));
        } else if (c < 0x10000) {
          out.append("\\u%04x".formatted(c));
        } else {
          out.append("\\U%08x".formatted(c));
        }
      }
    }
  }

  /** Letters, marks, numbers, punctuation, symbols, and of the blanks only that of ASCII. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
