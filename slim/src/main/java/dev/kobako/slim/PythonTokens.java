package dev.kobako.slim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tokens of Python source text, as far as imports need them: names, strings, single signs and
 * the ends of logical lines. Comments, numbers and line joins are left out. Any text has tokens;
 * one that is no Python has wrong ones.
 *
 * <p>See <a href="https://docs.python.org/3/reference/lexical_analysis.html">Lexical analysis</a>.
 */
final class PythonTokens {
  /** What a token is. */
  enum Type {
    /** An identifier or keyword. */
    NAME,
    /** A string whose text is known. */
    TEXT,
    /** A formatted string; its text has the braces. */
    FORMAT,
    /** Any other sign. */
    SIGN,
    /** The end of a logical line. */
    END
  }

  /**
   * A token.
   *
   * @param text the name, the string without quotes and with escapes as written, or the sign
   * @param indent columns before the first token of the logical line; -1 for the others
   * @param depth how many brackets are open, without this one
   */
  record Token(Type type, String text, int indent, int depth) {
    boolean is(String wanted) {
      return (type == Type.NAME || type == Type.SIGN) && text.equals(wanted);
    }
  }

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;
  private boolean lineStart = true;

  private PythonTokens(String text) {
    this.text = text;
  }

  /** The tokens of a text; the last one ends a line. */
  static List<Token> of(String text) {
    PythonTokens scanner = new PythonTokens(text);
    scanner.scan();
    return scanner.tokens;
  }

  private void scan() {
    int column = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        column = 0;
        endLine();
      } else if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (c == '\\' && at + 1 < text.length() && isNewline(at + 1)) {
        at += text.startsWith("\r\n", at + 1) ? 3 : 2;
      } else if (c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\ufeff') {
        column = c == ' ' ? column + 1 : c == '\t' ? (column / 8 + 1) * 8 : column;
        at++;
      } else {
        token(c, lineStart ? column : -1);
        lineStart = false;
      }
    }
    depth = 0;
    endLine();
  }

  private boolean isNewline(int index) {
    return text.charAt(index) == '\n' || text.startsWith("\r\n", index);
  }

  private void endLine() {
    if (depth == 0 && !lineStart) {
      tokens.add(new Token(Type.END, "", -1, 0));
      lineStart = true;
    }
  }

  private void token(char c, int indent) {
    if (Character.isUnicodeIdentifierStart(c) || c == '_') {
      name(indent);
    } else if (c == '"' || c == '\'') {
      string("", indent);
    } else if (c >= '0' && c <= '9') {
      while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
    } else {
      boolean closes = c == ')' || c == ']' || c == '}';
      if (closes && depth > 0) {
        depth--;
      }
      tokens.add(new Token(Type.SIGN, String.valueOf(c), indent, depth));
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      }
      at++;
    }
  }

  private static boolean isNamePart(char c) {
    return Character.isUnicodeIdentifierPart(c) || c == '_';
  }

  private void name(int indent) {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    boolean quote = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
    if (quote && name.length() <= 2 && name.toLowerCase(Locale.ROOT).matches("[rbuft]{1,2}")) {
      string(name.toLowerCase(Locale.ROOT), indent);
    } else {
      tokens.add(new Token(Type.NAME, name, indent, depth));
    }
  }

  private void string(String prefix, int indent) {
    char quote = text.charAt(at);
    String triple = String.valueOf(quote).repeat(3);
    String end = text.startsWith(triple, at) ? triple : String.valueOf(quote);
    int start = at + end.length();
    at = start;
    while (at < text.length() && !text.startsWith(end, at)) {
      if (text.charAt(at) == '\n' && end.length() == 1) {
        break;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    int stop = Math.min(at, text.length());
    at = Math.min(stop + (text.startsWith(end, stop) ? end.length() : 0), text.length());
    if (prefix.indexOf('b') < 0) {
      boolean format = prefix.indexOf('f') >= 0 || prefix.indexOf('t') >= 0;
      tokens.add(
          new Token(format ? Type.FORMAT : Type.TEXT, text.substring(start, stop), indent, depth));
    }
  }
}
