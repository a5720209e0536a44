package dev.kobako.config;

/**
 * A user's words made fit for a message: in quotes, on one line, not too long, and without the name
 * and password that a URL may have.
 */
public final class Quoted {
  private static final int MAX = 120;

  private Quoted() {}

  /** The text in single quotes. */
  public static String of(String text) {
    String safe = withoutCredentials(text);
    int end = safe.offsetByCodePoints(0, Math.min(MAX, safe.codePointCount(0, safe.length())));
    StringBuilder out = new StringBuilder("'");
    safe.substring(0, end)
        .codePoints()
        .forEach(c -> {
          if (isOdd(c)) {
            out.append("\\u%04x".formatted(c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.append(end < safe.length() ? "…'" : "'").toString();
  }

  /**
   * The text with all that is between {@code //} and the last {@code @} of a word taken out: more
   * than RFC 3986 calls userinfo, since a password may hold a slash that nobody encoded.
   */
  public static String withoutCredentials(String text) {
    int slashes = text.indexOf("//");
    if (slashes < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (slashes >= 0) {
      int start = slashes + 2;
      int end = wordEnd(text, start);
      int at = text.lastIndexOf('@', end - 1);
      out.append(text, done, start);
      if (at >= start) {
        out.append("…");
        start = at;
      }
      out.append(text, start, end);
      done = end;
      slashes = text.indexOf("//", end);
    }
    return out.append(text, done, text.length()).toString();
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOdd(int c) {
    return c < ' '
        || (c >= 0x7F && c < 0xA0)
        || (c >= 0xD800 && c <= 0xDFFF)
        || c == 0x2028
        || c == 0x2029
        || Character.getType(c) == Character.FORMAT;
  }
}
