package dev.kobako.dockerfile;

/** What BuildKit takes for white space: Go's, which differs from Java's, in two kinds. */
final class Blanks {
  private Blanks() {}

  /** Unicode's White_Space: what is trimmed from lines and separates quoted words. */
  static boolean isBlank(char c) {
    return c <= ' '
        ? c == ' ' || (c >= '\t' && c <= '\r')
        : c >= 0x85
            && (c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000);
  }

  /** The blanks of ASCII: what separates keyword, flags and plain words. */
  static boolean isAsciiBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\n');
  }

  /** The first position from {@code from} on that is no blank, or {@code end}. */
  static int skip(String text, int from, int end) {
    int at = from;
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of {@code text} from {@code from} to {@code end} without the blanks at its end. */
  static int trimEnd(String text, int from, int end) {
    int at = end;
    while (at > from && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** The first blank of ASCII from {@code from} on, or {@code end}. */
  static int endOfWord(String text, int from, int end) {
    int at = from;
    while (at < end && !isAsciiBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The first position from {@code from} on that is no blank of ASCII, or {@code end}. */
  static int skipAscii(String text, int from, int end) {
    int at = from;
    while (at < end && isAsciiBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
