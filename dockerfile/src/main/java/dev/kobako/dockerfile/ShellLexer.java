package dev.kobako.dockerfile;

import static dev.kobako.dockerfile.Cursor.END;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import dev.kobako.dockerfile.Expansion.Variables;
import java.util.List;
import java.util.SequencedSet;

/**
 * One pass over one text with the rules of BuildKit's {@code shell.Lex}: a small part of what a
 * POSIX shell does with a word. Works in time linear in the text and in what it becomes: nesting is
 * bounded by {@link #DEEPEST}, everything else by a {@link LexerBudget}.
 */
final class ShellLexer {
  /** What a quote is. */
  enum Quotes {
    /** It takes meanings away and goes. */
    REMOVED,
    /** It takes meanings away and stays. */
    KEPT,
    /** It is a character like others. */
    ORDINARY
  }

  /** How deep substitutions may be in each other: {@code ${a:-${b:-c}}} is two. */
  static final int DEEPEST = 100;

  private final Cursor cursor;
  private final char escape;
  private final Quotes quotes;
  private final Substitutions substitutions;
  private final WordSplitter splitter = new WordSplitter();
  private boolean keepEscapes;
  private int depth;

  ShellLexer(String source, char escape, Quotes quotes, Variables variables) {
    this.cursor = new Cursor(source);
    this.escape = escape;
    this.quotes = quotes;
    this.substitutions = new Substitutions(this, cursor, escape, variables);
  }

  /** Escape characters stay before what they escape. */
  ShellLexer keepingEscapes() {
    keepEscapes = true;
    return this;
  }

  /** A substitution of a variable that has no value stays as it is. */
  ShellLexer keepingUnset() {
    substitutions.keepUnset();
    return this;
  }

  /** The text, expanded as one word. */
  String text() {
    cursor.passes('\uFEFF'); // a byte order mark at the start is none of the text
    return upTo(END);
  }

  /** The text, expanded and split at spaces that are not quoted. */
  List<String> words() {
    text();
    return splitter.words();
  }

  /** Only looks whether the text is well-formed. */
  void check() {
    substitutions.checkOnly();
    text();
  }

  SequencedSet<String> used() {
    return substitutions.used();
  }

  SequencedSet<String> missing() {
    return substitutions.missing();
  }

  /**
   * The text in a substitution, up to a character that ends it.
   *
   * @param withEscapes whether escape characters stay, as they mean something in a pattern
   */
  String nested(char stop, boolean withEscapes) {
    if (++depth > DEEPEST) {
      throw new IllegalExpansionException(
          "substitutions are more than " + DEEPEST + " deep in each other",
          "set an ENV or ARG for the inner ones and use that");
    }
    boolean before = keepEscapes;
    keepEscapes = withEscapes;
    String text = upTo(stop);
    keepEscapes = before;
    depth--;
    return text;
  }

  /** Up to a character, which is passed and not part of the answer, or to the end. */
  private String upTo(int stop) {
    StringBuilder result = new StringBuilder();
    for (int c = cursor.peek(); c != END; c = cursor.peek()) {
      if (c == stop) {
        cursor.next();
        return result.toString();
      }
      if (c == '$') {
        String value = substitutions.dollar();
        result.append(value);
        if (depth == 0) {
          splitter.split(value);
        }
      } else if (c == '<') {
        literal(result, redirection());
      } else if (c == '\'' && quotes != Quotes.ORDINARY) {
        literal(result, singleQuoted());
      } else if (c == '"' && quotes != Quotes.ORDINARY) {
        literal(result, doubleQuoted());
      } else {
        ordinary(result);
      }
    }
    if (stop == '/') {
      throw new IllegalExpansionException(
          "a substitution with / has no second /", "write ${NAME/pattern/replacement}");
    }
    if (stop != END) {
      throw substitutions.unclosed("a substitution");
    }
    return result.toString();
  }

  private void literal(StringBuilder result, String text) {
    result.append(text);
    if (depth == 0) {
      splitter.keep(text);
    }
  }

  /** A character without meaning, or an escape with what it takes the meaning from. */
  private void ordinary(StringBuilder result) {
    int c = cursor.next();
    if (c != escape) {
      result.appendCodePoint(c);
      if (depth == 0) {
        splitter.split(c);
      }
      return;
    }
    if (keepEscapes) {
      literal(result, Character.toString(c));
    }
    int escaped = cursor.next();
    if (escaped != END) { // an escape at the very end goes
      literal(result, Character.toString(escaped));
    }
  }

  /**
   * {@code <<} and the spaces after it, which don't split words: a here-document's name follows.
   */
  private String redirection() {
    int start = cursor.at();
    cursor.next();
    if (cursor.passes('<')) {
      while (cursor.passes(' ') || cursor.passes('\t') || cursor.passes('\r')) {
        // all of them
      }
    }
    return cursor.since(start);
  }

  private String singleQuoted() {
    int start = cursor.at();
    cursor.next();
    if (cursor.skipBehind('\'') == END) {
      throw unclosedQuote('\'');
    }
    String quoted = cursor.since(start);
    return quotes == Quotes.KEPT ? quoted : quoted.substring(1, quoted.length() - 1);
  }

  private String doubleQuoted() {
    StringBuilder result = new StringBuilder();
    cursor.next();
    for (int c = cursor.peek(); c != END; c = cursor.peek()) {
      if (c == '"') {
        cursor.next();
        return quotes == Quotes.KEPT ? "\"" + result + "\"" : result.toString();
      }
      if (c == '$') {
        result.append(substitutions.dollar());
        continue;
      }
      cursor.next();
      if (c == escape) {
        if (keepEscapes) {
          result.appendCodePoint(c);
        }
        int next = cursor.peek();
        if (next == '"' || next == '$' || next == escape) {
          c = cursor.next();
        }
      }
      result.appendCodePoint(c);
    }
    throw unclosedQuote('"');
  }

  private IllegalExpansionException unclosedQuote(char quote) {
    return new IllegalExpansionException(
        "a " + quote + " is never closed",
        "close it, or write " + escape + quote + " outside of quotes for the character itself");
  }
}
