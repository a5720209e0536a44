package dev.kobako.http;

/** What letters the parts of a head may have (RFC 9110, 5.5 and 5.6.2; RFC 3986, 3.3). */
final class Token {
  private Token() {}

  /** Whether the text's first letters form a token: a method or a field's name. */
  static boolean isToken(String text, int length) {
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return length > 0;
  }

  /** Whether the text can be a field's value: no line ends nor other control characters. */
  static boolean isFieldValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text can be a request's target: begins with a slash, visible ASCII only. */
  static boolean isTarget(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return text.startsWith("/");
  }
}
