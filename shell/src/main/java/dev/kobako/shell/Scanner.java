package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A script, read character by character: blanks, comments, joined lines and the bodies of
 * here-documents, which lie after the line that asks for them.
 */
final class Scanner {
  /** The end of the text, which has no NUL of its own. */
  static final char END = '\0';

  /** Each command of a list keeps what is before it, so that must not grow with the list. */
  private static final int BRIEF = 500;

  private static final String ENDS_WORD = " \t\n;&|()<>";

  private final String text;
  private final List<String> awaited = new ArrayList<>();
  private final boolean placed;
  private int at;

  /** Up to where blanks were skipped, and where what is before them ends. */
  private int blanksEnd = -1;

  private int solidEnd;
  private int counted;
  private int lines;

  /**
   * A text.
   *
   * @param placed whether it is the script's own text, so that offsets in it mean something
   */
  Scanner(String text, int firstLine, boolean placed) {
    this.text = text;
    this.placed = placed;
    this.lines = firstLine;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return charAt(at);
  }

  char peekNext() {
    return charAt(at + 1);
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : END;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  char next() {
    char c = peek();
    at++;
    return c;
  }

  /** Skips {@code expected} if that is next. */
  boolean skip(String expected) {
    if (!startsWith(expected)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  int position() {
    return at;
  }

  /** The text from a position to here. */
  String since(int start) {
    int end = Math.min(at, text.length());
    return text.substring(Math.min(start, end), end).strip();
  }

  /** The same for messages: of a long text only how it begins. */
  String brieflySince(int start) {
    int end = Math.min(at, text.length());
    return text.substring(Math.min(start, end), Math.min(end, start + BRIEF)).strip();
  }

  /** The line of what is next, from the first line's number on. */
  int line() {
    int end = Math.min(at, text.length());
    for (; counted < end; counted++) {
      if (text.charAt(counted) == '\n') {
        lines++;
      }
    }
    return lines;
  }

  boolean endsWord() {
    return atEnd() || ENDS_WORD.indexOf(peek()) >= 0;
  }

  /** Where what is next begins. */
  Extent here() {
    return new Extent(line(), placed ? at : -1, placed ? at : -1);
  }

  /** From there to the end of what was read last. */
  Extent from(Extent begin) {
    int end = at == blanksEnd ? solidEnd : Math.min(at, text.length());
    return begin.isKnown()
        ? new Extent(begin.line(), begin.start(), Math.max(begin.start(), end))
        : begin;
  }

  /** Skips blanks, joined lines, and a comment up to the end of its line. */
  void skipBlanks() {
    if (at != blanksEnd) {
      solidEnd = at;
    }
    passBlanks();
    blanksEnd = at;
  }

  private void passBlanks() {
    while (true) {
      if (peek() == ' ' || peek() == '\t' || peek() == '\r') {
        at++;
      } else if (startsWith("\\\n")) {
        at += 2;
      } else if (peek() == '#') {
        skipLine();
        return;
      } else {
        return;
      }
    }
  }

  /** Skips all that parts commands from each other but operators. */
  void skipLines() {
    skipBlanks();
    while (peek() == '\n') {
      newLine();
      skipBlanks();
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  /** Goes to the next line, over the here-documents that this one asked for. */
  void newLine() {
    at++;
    for (String end : awaited) {
      boolean found = false;
      while (!atEnd() && !found) {
        int start = at;
        skipLine();
        found = text.substring(start, at).replaceFirst("^\t+", "").equals(end);
        at = Math.min(at + 1, text.length());
      }
    }
    awaited.clear();
    blanksEnd = at;
  }

  /** A here-document begins with the next line and ends before this one. */
  void await(String end) {
    awaited.add(end);
  }

  /** The letters and digits of a name here, which is not skipped; empty where there's none. */
  String name() {
    int end = at;
    while (isName(charAt(end)) && (end > at || !Character.isDigit(charAt(end)))) {
      end++;
    }
    return text.substring(Math.min(at, text.length()), end);
  }

  private static boolean isName(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  /** The unquoted word that is here, not skipped; for keywords. */
  String bareWord() {
    int end = at;
    while (end < text.length()
        && ENDS_WORD.indexOf(text.charAt(end)) < 0
        && "'\"\\$`".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean whole = end >= text.length() || ENDS_WORD.indexOf(text.charAt(end)) >= 0;
    return whole && at < end ? text.substring(at, end) : "";
  }

  ShellException unexpected(String expected) {
    String found = atEnd() ? "the end" : peek() == '\n' ? "a new line" : "'" + peek() + "'";
    return new ShellException(line(), found + ", expected " + expected);
  }
}
