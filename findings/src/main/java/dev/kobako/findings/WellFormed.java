package dev.kobako.findings;

/** Texts of others, made such as every reader takes them. */
final class WellFormed {
  private static final char REPLACEMENT = '\ufffd';

  private WellFormed() {}

  /** The text with a replacement for each half of a character that has no other half. */
  static String of(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c ->
            whole.appendCodePoint(
                c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c));
    return whole.toString();
  }

  /** The text as it may stand in XML 1.0, in an attribute with double quotes too (2.2, 2.4). */
  static String xml(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '&' -> escaped.append("&amp;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&apos;");
            case '\n', '\t', '\r' -> escaped.append("&#").append(c).append(';');
            default -> escaped.appendCodePoint(isXml(c) ? c : REPLACEMENT);
          }
        });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c < Character.MIN_SURROGATE && (c < 0x7f || c > 0x9f))
        || (c > Character.MAX_SURROGATE && c <= 0xfffd)
        || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }
}
