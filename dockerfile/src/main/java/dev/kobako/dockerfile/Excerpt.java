package dev.kobako.dockerfile;

/**
 * The lines of a Dockerfile that a message is about, with carets under what is meant. Tabs become
 * blanks, wide characters have two carets, long lines are cut around the carets, and whatever could
 * steer a terminal is shown as a symbol.
 */
final class Excerpt {
  private static final int MOST_LINES = 4;

  /** Characters of a line that are shown, and those of them before the carets when it is cut. */
  private static final int MOST_CHARACTERS = 100;

  private static final int BEFORE_CARETS = 30;
  private static final int TAB = 4;

  private final StringBuilder drawn = new StringBuilder();
  private final StringBuilder carets = new StringBuilder();

  private Excerpt() {}

  /** The lines that a span touches, each begun with a line feed. */
  static String of(SourceText source, Span span) {
    int first = source.line(span.start());
    int last = source.line(Math.max(span.start(), span.end() - 1));
    int shown = last - first < MOST_LINES ? last : first + MOST_LINES - 2;
    int digits = String.valueOf(shown).length();
    StringBuilder out = new StringBuilder();
    for (int number = first; number <= shown; number++) {
      String label = String.valueOf(number);
      Excerpt line = new Excerpt();
      line.draw(source.text(), source.lineSpan(number), span);
      out.append("\n  ").repeat(' ', digits - label.length()).append(label).append(" | ");
      out.append(line.drawn);
      if (!line.carets.isEmpty()) {
        out.append("\n  ").repeat(' ', digits).append(" | ").append(line.carets);
      }
    }
    if (shown < last) {
      out.append("\n  ").repeat(' ', digits).append(" | … and ");
      out.append(last - shown).append(" more lines");
    }
    return out.toString();
  }

  /** The text on one line, with nothing in it that moves a cursor or hides what follows. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(symbol(c)));
    return safe.toString();
  }

  private void draw(String text, Span line, Span span) {
    int from = Math.clamp(span.start(), line.start(), line.end());
    from = span.start() < line.start() ? Blanks.skip(text, from, line.end()) : from;
    int to = Math.clamp(span.end(), from, line.end());
    int left = line.start();
    int right = line.end();
    if (right - left > MOST_CHARACTERS) {
      left = Math.max(left, Math.min(from - BEFORE_CARETS, right - MOST_CHARACTERS));
      left -= left > line.start() && Character.isLowSurrogate(text.charAt(left)) ? 1 : 0;
      right = Math.min(right, left + MOST_CHARACTERS);
      right -= right < line.end() && Character.isLowSurrogate(text.charAt(right)) ? 1 : 0;
    }
    if (left > line.start()) {
      drawn.append('…');
    }
    int column = drawn.length();
    for (int at = left; at < right; ) {
      int c = text.codePointAt(at);
      int width = draw(c, column);
      if (at >= from && at < to) {
        mark(column, width);
      } else if (at == from && from == span.start()) {
        mark(column, 1); // an empty span
      }
      column += width;
      at += Character.charCount(c);
    }
    if (right == from && from == span.start()) {
      mark(column, 1);
    }
    if (right < line.end()) {
      drawn.append('…');
    }
  }

  private void mark(int column, int width) {
    carets.repeat(' ', Math.max(0, column - carets.length())).repeat('^', width);
  }

  private int draw(int c, int column) {
    if (c == '\t') {
      int width = TAB - column % TAB;
      drawn.repeat(' ', width);
      return width;
    }
    if (c == 0xfeff) {
      return 0; // a byte order mark
    }
    int symbol = symbol(c);
    drawn.appendCodePoint(symbol);
    return width(symbol);
  }

  private static int symbol(int c) {
    if (c < ' ') {
      return 0x2400 + c; // Unicode's pictures of control characters
    }
    if (c <= 0x7f) {
      return c < 0x7f ? c : 0x2421;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          0xfffd;
      default -> c;
    };
  }

  /** Columns on a terminal: those of East Asia and pictures have two, combining marks none. */
  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1f64f)
            || (c >= 0x1f680 && c <= 0x1f6ff)
            || (c >= 0x1f900 && c <= 0x1f9ff)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }
}
