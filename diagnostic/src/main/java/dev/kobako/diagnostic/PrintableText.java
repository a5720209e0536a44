package dev.kobako.diagnostic;

/** What programs write, without what would steer a terminal. */
public final class PrintableText {
  private static final char ESCAPE = '\u001b';
  private static final char DELETE = '\u007f';

  private PrintableText() {}

  /** The text without escape sequences (ECMA-48) and control characters; a tab becomes a blank. */
  public static String of(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ESCAPE) {
        i = endOfSequence(text, i);
      } else if (c == '\t' || c == '\n') {
        clean.append(' ');
      } else if (c >= ' ' && c != DELETE && !(c >= '\u0080' && c < '\u00a0')) {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  /** A control sequence ends with a letter or one of few signs; any other has two characters. */
  private static int endOfSequence(String text, int escape) {
    int at = escape + 1;
    if (at >= text.length() || text.charAt(at) != '[') {
      return Math.min(at, text.length() - 1);
    }
    at++;
    while (at < text.length() && (text.charAt(at) < '@' || text.charAt(at) > '~')) {
      at++;
    }
    return Math.min(at, text.length() - 1);
  }
}
