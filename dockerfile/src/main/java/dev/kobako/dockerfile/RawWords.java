package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of an instruction as they are written, found the way BuildKit looks for here-documents:
 * by its shell lexer with nothing set and everything kept. The escape character is always the
 * backslash here, whatever a directive says.
 */
final class RawWords {
  private static final int DEEPEST = 200;

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private int at;
  private int depth;

  private RawWords(String line) {
    this.line = line;
  }

  /** The words; none at all where a quote or a substitution has no end or is malformed. */
  static List<String> of(String line) {
    RawWords raw = new RawWords(line);
    return raw.read() ? raw.words : List.of();
  }

  private boolean read() {
    while (at < line.length()) {
      int from = at;
      char c = line.charAt(at);
      switch (c) {
        case '\'', '"', '<', '\\' -> {
          if (!skip(c)) {
            return false;
          }
          word.append(line, from, at);
        }
        case '$' -> {
          if (!skip(c)) {
            return false;
          }
          split(from, at);
        }
        default -> {
          at++;
          split(from, at);
        }
      }
    }
    endWord();
    return true;
  }

  private void split(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (Blanks.isBlank(c)) {
        endWord();
      } else {
        word.append(c);
      }
    }
  }

  private void endWord() {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** Goes over what begins with {@code c}; whether it is well-formed. */
  private boolean skip(char c) {
    return switch (c) {
      case '\'' -> {
        int close = line.indexOf('\'', at + 1);
        at = close + 1;
        yield close >= 0;
      }
      case '"' -> skipDoubleQuoted();
      case '<' -> skipLess();
      case '$' -> skipDollar();
      case '\\' -> {
        at = Math.min(line.length(), at + 2);
        yield true;
      }
      default -> {
        at++;
        yield true;
      }
    };
  }

  private boolean skipDoubleQuoted() {
    at++;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      boolean fine = c == '$' || c == '\\' ? skipInQuotes(c) : skip('x');
      if (!fine) {
        return false;
      }
    }
    return false;
  }

  private boolean skipInQuotes(char c) {
    if (c == '$') {
      return skipDollar();
    }
    at++;
    if (at < line.length() && "\"$\\".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    return true;
  }

  /** {@code <<} takes the blanks behind it along: the name may stand apart. */
  private boolean skipLess() {
    at++;
    if (peek() == '<') {
      at++;
      while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
        at++;
      }
    }
    return true;
  }

  private boolean skipDollar() {
    at++;
    if (peek() != '{') {
      skipName();
      return true;
    }
    at++;
    if (at == line.length() || "{}:".indexOf(peek()) >= 0) {
      return false;
    }
    skipName();
    char modifier = peek();
    at++;
    return switch (modifier) {
      case '}' -> true;
      case ':' -> {
        char kind = peek();
        at++;
        yield kind != '#' && kind != '%' && skipWord('}');
      }
      case '+', '-', '?', '#', '%' -> skipWord('}');
      case '/' -> {
        if (peek() == '/') {
          at++;
        }
        yield skipWord('/') && skipWord('}');
      }
      default -> false;
    };
  }

  /** A word in a substitution. BuildKit reads it into the buffer of the word around it. */
  private boolean skipWord(char stop) {
    word.setLength(0);
    if (++depth > DEEPEST) {
      return false;
    }
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == stop) {
        at++;
        depth--;
        return true;
      }
      if (!skip(c)) {
        return false;
      }
    }
    return false;
  }

  private void skipName() {
    int from = at;
    while (at < line.length()) {
      int c = line.codePointAt(at);
      if (at == from && Character.isDigit(c)) {
        while (at < line.length() && Character.isDigit(line.codePointAt(at))) {
          at += Character.charCount(line.codePointAt(at));
        }
        return;
      }
      if (at == from && "@*#?-$!0".indexOf(c) >= 0) {
        at++;
        return;
      }
      if (!Character.isLetter(c) && !Character.isDigit(c) && c != '_') {
        return;
      }
      at += Character.charCount(c);
    }
  }

  /** The character at hand, or NUL at the end. */
  private char peek() {
    return at < line.length() ? line.charAt(at) : 0;
  }
}
