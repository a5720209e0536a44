package dev.kobako.dockerfile;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import dev.kobako.dockerfile.Expansion.Variables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

  private static final int END = -1;
  private static final String MODIFIERS =
      "the modifiers are :- - :+ + :? ? # ## % %% / and //, as in ${NAME:-default}";

  private final String source;
  private final char escape;
  private final Quotes quotes;
  private final Variables variables;
  private final SequencedSet<String> used = new LinkedHashSet<>();
  private final SequencedSet<String> missing = new LinkedHashSet<>();
  private final LexerBudget budget = new LexerBudget();
  private final WordSplitter splitter = new WordSplitter();
  private boolean keepEscapes;
  private boolean keepUnset;
  private boolean checking;
  private int depth;
  private int at;

  ShellLexer(String source, char escape, Quotes quotes, Variables variables) {
    this.source = source;
    this.escape = escape;
    this.quotes = quotes;
    this.variables = variables;
  }

  /** Escape characters stay before what they escape. */
  ShellLexer keepingEscapes() {
    keepEscapes = true;
    return this;
  }

  /** A substitution of a variable that has no value stays as it is. */
  ShellLexer keepingUnset() {
    keepUnset = true;
    return this;
  }

  /** The text, expanded as one word. */
  String text() {
    at = source.startsWith("\uFEFF") ? 1 : 0;
    return upTo(END);
  }

  /** The text, expanded and split at spaces that are not quoted. */
  List<String> words() {
    text();
    return splitter.words();
  }

  /** Only looks whether the text is well-formed. */
  void check() {
    checking = true;
    text();
  }

  SequencedSet<String> used() {
    return used;
  }

  SequencedSet<String> missing() {
    return missing;
  }

  /** Up to a character, which is consumed and not part of the answer, or to the end. */
  private String upTo(int stop) {
    if (depth > DEEPEST) {
      throw new IllegalExpansionException(
          "substitutions are more than " + DEEPEST + " deep in each other",
          "set an ENV or ARG for the inner ones and use that");
    }
    StringBuilder result = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == stop) {
        at++;
        return result.toString();
      }
      if (c == '$') {
        String value = dollar();
        result.append(value);
        addToWords(value, false);
      } else if (c == '<') {
        literal(result, redirection());
      } else if (c == '\'' && quotes != Quotes.ORDINARY) {
        literal(result, singleQuoted());
      } else if (c == '"' && quotes != Quotes.ORDINARY) {
        literal(result, doubleQuoted());
      } else {
        at++;
        ordinary(c, result);
      }
    }
    if (stop == '/') {
      throw new IllegalExpansionException(
          "a substitution with / has no second /", "write ${NAME/pattern/replacement}");
    }
    if (stop != END) {
      throw unclosed("a substitution");
    }
    return result.toString();
  }

  private void literal(StringBuilder result, String text) {
    result.append(text);
    addToWords(text, true);
  }

  /** A character without meaning, or an escape with what it takes the meaning from. */
  private void ordinary(char c, StringBuilder result) {
    if (c != escape) {
      result.append(c);
      addToWords(String.valueOf(c), false);
      return;
    }
    if (keepEscapes) {
      literal(result, String.valueOf(c));
    }
    if (at < source.length()) { // one at the very end goes
      literal(result, String.valueOf(source.charAt(at++)));
    }
  }

  private void addToWords(String text, boolean literally) {
    if (depth == 0) {
      splitter.add(text, literally);
    }
  }

  /**
   * {@code <<} and the spaces after it, which don't split words: a here-document's name follows.
   */
  private String redirection() {
    int start = at++;
    if (peek() == '<') {
      at++;
      while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
        at++;
      }
    }
    return source.substring(start, at);
  }

  private String singleQuoted() {
    int end = source.indexOf('\'', at + 1);
    if (end < 0) {
      throw unclosedQuote('\'');
    }
    String inside =
        quotes == Quotes.KEPT ? source.substring(at, end + 1) : source.substring(at + 1, end);
    at = end + 1;
    return inside;
  }

  private String doubleQuoted() {
    StringBuilder result = new StringBuilder();
    keepQuote(result);
    at++;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '"') {
        keepQuote(result);
        at++;
        return result.toString();
      }
      if (c == '$') {
        result.append(dollar());
        continue;
      }
      at++;
      if (c == escape) {
        if (keepEscapes) {
          result.append(c);
        }
        int next = peek();
        if (next == '"' || next == '$' || next == escape) {
          c = source.charAt(at++);
        }
      }
      result.append(c);
    }
    throw unclosedQuote('"');
  }

  private void keepQuote(StringBuilder result) {
    if (quotes == Quotes.KEPT) {
      result.append('"');
    }
  }

  private String dollar() {
    int start = at++;
    if (peek() != '{') {
      String name = name();
      if (name.isEmpty()) {
        return "$";
      }
      return value(name).orElseGet(() -> keepUnset ? source.substring(start, at) : "");
    }
    at++;
    int first = peek();
    if (first == END) {
      throw unclosed("${");
    }
    if (first == '{' || first == '}' || first == ':') {
      throw new IllegalExpansionException(
          "${" + (char) first + " names no variable",
          "write ${NAME}, or " + escape + "${ for the characters themselves");
    }
    depth++;
    String result = braced(name());
    depth--;
    return result;
  }

  /** After the name. */
  private String braced(String name) {
    int modifier = next();
    switch (modifier) {
      case '}' -> {
        return value(name).orElse(keepUnset ? "${" + name + "}" : "");
      }
      case '/' -> {
        return replaced(name);
      }
      case ':', '+', '-', '?', '#', '%' -> {
        boolean colon = modifier == ':';
        int sign = colon ? next() : modifier;
        return modified(name, colon, sign);
      }
      case END -> throw unclosed("${" + name);
      default ->
          throw new IllegalExpansionException(
              "${"
                  + name
                  + Character.toString(modifier)
                  + "...} has an unknown modifier "
                  + Character.toString(modifier),
              MODIFIERS);
    }
  }

  private String modified(String name, boolean colon, int sign) {
    if (sign == END) {
      throw unclosed("${" + name + ":");
    }
    String modifier = (colon ? ":" : "") + Character.toString(sign);
    boolean trims = sign == '#' || sign == '%';
    if (colon && trims) {
      throw new IllegalExpansionException(
          "${" + name + modifier + "...} has a colon, which " + (char) sign + " does not take",
          "write ${" + name + (char) sign + "...}");
    }
    String word = nested('}', trims);
    Optional<String> value = value(name);
    if (keepUnset && value.isEmpty()) {
      return "${" + name + modifier + word + "}";
    }
    boolean given = colon ? value.filter(text -> !text.isEmpty()).isPresent() : value.isPresent();
    return switch (sign) {
      case '-' -> given ? value.orElse("") : word;
      case '+' -> given ? word : "";
      case '?' -> {
        if (!given && !checking) {
          throw demanded(name, value.isPresent(), word);
        }
        yield value.orElse("");
      }
      case '#', '%' -> trimmed(value.orElse(""), word, (char) sign);
      default ->
          throw new IllegalExpansionException(
              "${" + name + modifier + "...} has an unknown modifier " + modifier, MODIFIERS);
    };
  }

  private String nested(char stop, boolean withEscapes) {
    boolean before = keepEscapes;
    keepEscapes = withEscapes;
    String text = upTo(stop);
    keepEscapes = before;
    return text;
  }

  /** {@code #} and {@code %} take the shortest match, doubled ones the longest. */
  private String trimmed(String value, String word, char sign) {
    if (checking) {
      return "";
    }
    boolean longest = !word.isEmpty() && word.charAt(0) == sign;
    ShellPattern pattern = ShellPattern.of(longest ? word.substring(1) : word, budget);
    return sign == '#' ? pattern.withoutStart(value, longest) : pattern.withoutEnd(value, longest);
  }

  private String replaced(String name) {
    boolean all = peek() == '/';
    if (all) {
      at++;
    }
    String pattern = nested('/', true);
    String replacement = nested('}', true);
    Optional<String> value = value(name);
    if (keepUnset && value.isEmpty()) {
      return "${" + name + "/" + pattern + "/" + replacement + "}";
    }
    if (checking) {
      return "";
    }
    return ShellPattern.of(pattern, budget).replaced(value.orElse(""), replacement, all);
  }

  /** A name, or one of the shell's parameters, or nothing. */
  private String name() {
    int start = at;
    int first = peek();
    if (first != END && "@*#?-$!".indexOf(first) >= 0) {
      at++;
    } else if (Character.isDigit(first)) {
      while (Character.isDigit(peek())) {
        at += Character.charCount(peek());
      }
    } else {
      while (Character.isLetterOrDigit(peek()) || peek() == '_') {
        at += Character.charCount(peek());
      }
    }
    return source.substring(start, at);
  }

  private Optional<String> value(String name) {
    Optional<String> value = variables.value(name);
    (value.isPresent() ? used : missing).add(name);
    value.ifPresent(text -> budget.spendOnText(text.length()));
    return value;
  }

  private int peek() {
    return at < source.length() ? source.codePointAt(at) : END;
  }

  private int next() {
    int c = peek();
    if (c != END) {
      at += Character.charCount(c);
    }
    return c;
  }

  private static IllegalExpansionException demanded(String name, boolean set, String message) {
    String fact = set ? "is not allowed to be empty" : "is not allowed to be unset";
    return new IllegalExpansionException(
        name + ": " + (message.isEmpty() ? fact : message),
        "give it a value: ENV "
            + name
            + "=..., or ARG "
            + name
            + " and --build-arg "
            + name
            + "=...");
  }

  private static IllegalExpansionException unclosed(String what) {
    return new IllegalExpansionException(
        what + " is never closed: a } is missing",
        "write ${NAME}, or \\$ for the character itself");
  }

  private IllegalExpansionException unclosedQuote(char quote) {
    return new IllegalExpansionException(
        "a " + quote + " is never closed",
        "close it, or write " + escape + quote + " for the character itself");
  }
}
