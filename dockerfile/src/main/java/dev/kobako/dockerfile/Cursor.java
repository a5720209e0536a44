package dev.kobako.dockerfile;

/** A place in a text that moves forward, by whole characters of Unicode. */
final class Cursor {
  /** What is at the end of the text. */
  static final int END = -1;

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  /** The character at hand, which stays. */
  int peek() {
    return at < text.length() ? text.codePointAt(at) : END;
  }

  /** The character at hand, which is passed. */
  int next() {
    int c = peek();
    if (c != END) {
      at += Character.charCount(c);
    }
    return c;
  }

  /** Passes the character at hand, if it is that one. */
  boolean passes(int expected) {
    boolean there = peek() == expected;
    if (there) {
      next();
    }
    return there;
  }

  /** Passes everything before the next {@code c}, and that; END where there is none. */
  int skipBehind(char c) {
    int found = text.indexOf(c, at);
    if (found < 0) {
      return END;
    }
    at = found + 1;
    return at;
  }

  int at() {
    return at;
  }

  /** What was passed since a place. */
  String since(int start) {
    return text.substring(start, at);
  }
}
