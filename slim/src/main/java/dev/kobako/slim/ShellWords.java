package dev.kobako.slim;

/**
 * A shell text, read word by word: quotes and expansions (sh(1), "Token Recognition"). The commands
 * of a substitution are read by whoever reads the words.
 */
final class ShellWords {
  /** Closes nothing: reading goes on to the end of the text, which has no NUL. */
  static final char END = '\0';

  private static final String ENDS_WORD = " \t\r\n;&|()<>";

  /** Expansions may be nested as deep as this; what is deeper is not looked at. */
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int nesting;
  private boolean inBackquotes;

  /** Reads the commands of a substitution, and the character that closes it. */
  interface Substitution {
    void readUntil(char closing);
  }

  /** A text without NUL. */
  ShellWords(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character; {@link #END} at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  void skip() {
    at++;
  }

  void skipAll() {
    at = text.length();
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** To the end of the line, which stays. */
  void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  /** Whether no word begins here. */
  boolean endsWord() {
    return ENDS_WORD.indexOf(peek()) >= 0 || atBackquotesEnd();
  }

  /** Whether the backquote that closes a substitution is next. */
  boolean atBackquotesEnd() {
    return inBackquotes && !atEnd() && peek() == '`';
  }

  /** Whether a word is the number of a file in front of its redirection, as in {@code 2>}. */
  boolean isFileNumber(ShellWord word) {
    return (peek() == '<' || peek() == '>')
        && !word.text().isEmpty()
        && word.text().chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The operator of a redirection: {@code >}, {@code <<-}, {@code 2>&1}'s middle. */
  String redirection() {
    int start = at;
    while (!atEnd() && "<>&|".indexOf(peek()) >= 0) {
      at++;
    }
    if (text.startsWith("<<", start) && peek() == '-' && at == start + 2) {
      at++;
    }
    return text.substring(start, at);
  }

  /** The lines up to one that is only {@code end}, which is skipped too. */
  String linesUntil(String end, boolean tabs) {
    int start = at;
    while (!atEnd()) {
      int lineStart = at;
      skipLine();
      String line = text.substring(lineStart, at);
      at++;
      if ((tabs ? line.replaceAll("^\t+", "") : line).equals(end)) {
        return text.substring(start, lineStart);
      }
    }
    return text.substring(Math.min(start, text.length()));
  }

  /** Skips {@code ()} after a name, as of a function; false where there's none. */
  boolean skipEmptyParentheses() {
    int before = at;
    skipBlanks();
    if (peek() == '(') {
      at++;
      skipBlanks();
      if (peek() == ')') {
        at++;
        return true;
      }
    }
    at = before;
    return false;
  }

  /** Skips to the parenthesis that closes the one before. */
  void skipArithmetic() {
    int open = 1;
    while (!atEnd() && open > 0) {
      open += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
      at++;
    }
  }

  /** Skips {@code (...)}, the elements of an array. */
  void skipArray(Substitution substitution) {
    at++;
    while (!atEnd() && peek() != ')') {
      skipOneOf(substitution);
    }
    at++;
  }

  /** Skips all up to {@code ]]}. */
  void skipConditional(Substitution substitution) {
    while (!atEnd()) {
      int before = at;
      skipOneOf(substitution);
      if (text.startsWith("]]", before)) {
        return;
      }
    }
  }

  private void skipOneOf(Substitution substitution) {
    if (endsWord()) {
      at++;
    } else {
      word(substitution);
    }
  }

  /** The word that begins here. */
  ShellWord word(Substitution substitution) {
    StringBuilder word = new StringBuilder();
    boolean plain = true;
    boolean quoted = false;
    while (!atEnd() && !endsWord()) {
      char c = peek();
      switch (c) {
        case '$' -> {
          plain = false;
          dollar(substitution);
        }
        case '`' -> {
          plain = false;
          backquoted(substitution);
        }
        case '\'' -> {
          quoted = true;
          singleQuoted(word, false);
        }
        case '"' -> {
          quoted = true;
          at++;
          int start = at;
          plain &= !expansions('"', substitution);
          word.append(text, start, Math.clamp(at - 1L, start, text.length()));
        }
        case '\\' -> {
          quoted |= escaped(word);
        }
        default -> {
          word.append(c);
          at++;
        }
      }
    }
    return new ShellWord(word.toString(), plain, quoted);
  }

  /** A backslash; one at the end of a line only joins it with the next. */
  private boolean escaped(StringBuilder word) {
    boolean joins = at + 1 >= text.length() || text.charAt(at + 1) == '\n';
    if (!joins) {
      word.append(text.charAt(at + 1));
    }
    at += 2;
    return !joins;
  }

  private void singleQuoted(StringBuilder word, boolean escapes) {
    at++;
    while (!atEnd() && peek() != '\'') {
      if (escapes && peek() == '\\') {
        at++;
      }
      word.append(peek());
      at++;
    }
    at++;
  }

  /**
   * Reads a text in which only expansions count, up to {@code closing}, which is read too.
   *
   * @return whether there is any expansion
   */
  boolean expansions(char closing, Substitution substitution) {
    boolean any = false;
    while (!atEnd() && peek() != closing) {
      switch (peek()) {
        case '\\' -> at += 2;
        case '$' -> {
          any = true;
          dollar(substitution);
        }
        case '`' -> {
          any = true;
          backquoted(substitution);
        }
        default -> at++;
      }
    }
    at++;
    return any;
  }

  /** These don't nest: the second one closes, also inside of what is between. */
  private void backquoted(Substitution substitution) {
    at++;
    if (!inBackquotes) {
      inBackquotes = true;
      substitution.readUntil('`');
      inBackquotes = false;
    }
  }

  private void dollar(Substitution substitution) {
    if (nesting >= DEEPEST) {
      skipAll();
      return;
    }
    nesting++;
    at++;
    expansion(substitution);
    nesting--;
  }

  private void expansion(Substitution substitution) {
    switch (peek()) {
      case '(' -> {
        at++;
        if (peek() == '(') {
          skipArithmetic();
        } else {
          substitution.readUntil(')');
        }
      }
      case '{' -> {
        at++;
        parameter(substitution);
      }
      case '\'' -> singleQuoted(new StringBuilder(), true);
      default -> {
        // A name or a special parameter: its letters read on as any others.
      }
    }
  }

  /** {@code ${...}}: to its end, quotes and substitutions inside observed. */
  private void parameter(Substitution substitution) {
    while (!atEnd() && peek() != '}') {
      switch (peek()) {
        case '\\' -> at += 2;
        case '"' -> {
          at++;
          expansions('"', substitution);
        }
        case '$' -> dollar(substitution);
        default -> at++;
      }
    }
    at++;
  }
}
