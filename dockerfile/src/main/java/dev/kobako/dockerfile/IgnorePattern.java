package dev.kobako.dockerfile;

/**
 * One pattern of an ignore file, as moby's patternmatcher reads it. A pattern that needs no
 * expression is compared as text.
 */
final class IgnorePattern {
  /** How paths are compared with the pattern. */
  private enum Way {
    /** The whole path is the text. */
    EXACT,
    /** The path starts with the text. */
    PREFIX,
    /** The path ends with the text, which may start with a slash. */
    SUFFIX,
    /** The path matches an expression. */
    EXPRESSION
  }

  private final boolean negated;
  private final Way way;
  private final String text;
  private final PathAutomaton automaton;

  /**
   * @param pattern shortened, without {@code !}
   * @throws IllegalArgumentException that says what is wrong with it
   */
  IgnorePattern(String pattern, boolean negated) {
    // Moby tries patterns on this name to see whether they are well formed.
    if (Wildcard.isMalformedFor(pattern, ".")) {
      throw new IllegalArgumentException(
          "a class is not closed or empty, or a backslash stands at the end");
    }
    this.negated = negated;
    Expression expression = new Expression(pattern);
    this.way = expression.way;
    this.text =
        switch (way) {
          case PREFIX -> pattern.substring(0, pattern.length() - 2);
          case SUFFIX -> pattern.substring(2);
          case EXACT, EXPRESSION -> pattern;
        };
    this.automaton = new PathAutomaton(way == Way.EXPRESSION ? expression.written.toString() : "");
  }

  /** Whether a match takes back instead of leaving out. */
  boolean isNegated() {
    return negated;
  }

  boolean matches(String path) {
    return switch (way) {
      case EXACT -> path.equals(text);
      case PREFIX -> path.startsWith(text);
      case SUFFIX ->
          path.endsWith(text)
              || (text.length() == path.length() + 1
                  && text.startsWith("/")
                  && text.endsWith(path));
      case EXPRESSION -> automaton.matches(path);
    };
  }

  /** Whether anything below a directory can match. */
  boolean canMatchBelow(String directory) {
    String start = directory + "/";
    return switch (way) {
      case EXACT -> text.startsWith(start);
      case PREFIX -> text.startsWith(start) || start.startsWith(text);
      case SUFFIX -> true;
      case EXPRESSION -> automaton.canGoOnAfter(start);
    };
  }

  /** The pattern as a regular expression, and whether one is needed, as moby decides it. */
  private static final class Expression {
    /** What has no meaning in a pattern but in an expression. */
    private static final String ESCAPED = ".+()|{}$";

    final StringBuilder written = new StringBuilder();
    Way way = Way.EXACT;

    Expression(String pattern) {
      int i = 0;
      while (i < pattern.length()) {
        char c = pattern.charAt(i);
        if (pattern.startsWith("**", i)) {
          boolean first = i == 0;
          i = twoStars(pattern, i + 2);
          way = first ? Way.SUFFIX : way;
          continue;
        }
        if (c == '*' || c == '?') {
          written.append(c == '*' ? "[^/]*" : "[^/]");
          way = Way.EXPRESSION;
        } else if (ESCAPED.indexOf(c) >= 0) {
          written.append('\\').append(c);
        } else if (c == '\\' && i + 1 < pattern.length()) {
          i++;
          written.append(c).append(pattern.charAt(i));
          way = Way.EXPRESSION;
        } else {
          written.append(c);
          way = c == '[' || c == ']' ? Way.EXPRESSION : way;
          if (c == '\\') {
            // At the end it takes the meaning of the anchor that moby writes there.
            written.append("$.*");
          }
        }
        i++;
      }
    }

    private int twoStars(String pattern, int after) {
      int i = after < pattern.length() && pattern.charAt(after) == '/' ? after + 1 : after;
      if (i < pattern.length()) {
        written.append("(.*/)?");
        way = Way.EXPRESSION;
      } else if (way == Way.EXACT) {
        way = Way.PREFIX;
      } else {
        written.append(".*");
        way = Way.EXPRESSION;
      }
      return i;
    }
  }
}
