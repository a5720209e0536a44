package dev.kobako.http;

/** Texts of servers, made fit for a message. */
public final class Printable {
  private Printable() {}

  /** The text without control characters, and cut where it has more than {@code limit} letters. */
  public static String of(String text, int limit) {
    int length = Math.min(text.length(), limit);
    StringBuilder out = new StringBuilder(length + 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      // C0, DEL and C1 steer terminals; the others turn the direction of what follows.
      boolean shown =
          c >= ' '
              && (c < 0x7f || c > 0x9f)
              && (c < 0x202a || c > 0x202e)
              && (c < 0x2066 || c > 0x2069);
      out.append(shown ? c : '?');
    }
    return length < text.length() ? out.append('…').toString() : out.toString();
  }
}
