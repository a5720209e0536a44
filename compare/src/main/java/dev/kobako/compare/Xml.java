package dev.kobako.compare;

/** Texts of others in XML and HTML. */
final class Xml {
  private static final int REPLACEMENT = 0xFFFD;

  private Xml() {}

  /**
   * The text as content or in an attribute; what XML 1.0 (2.2) has no place for becomes a
   * replacement character.
   */
  static String of(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.appendCodePoint(isShown(c) ? c : REPLACEMENT);
          }
        });
    return escaped.toString();
  }

  /** Letters that would turn the direction of what follows have no place either. */
  private static boolean isShown(int c) {
    boolean isText = (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    return (isText || c == '\n' || c == '\t')
        && !(c >= 0x7F && c < 0xA0)
        && Character.getType(c) != Character.FORMAT;
  }
}
