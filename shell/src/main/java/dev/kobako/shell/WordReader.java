package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads words: quotes and expansions (sh(1), "Token Recognition"). */
final class WordReader {
  private static final String SPECIAL = "@*#?-$!";
  private static final List<String> OPERATORS =
      List.of(":-", ":=", ":?", ":+", "%%", "##", "-", "=", "?", "+", "%", "#");

  private final Scanner in;
  private final Parser commands;
  private final Dialect dialect;

  WordReader(Scanner in, Parser commands, Dialect dialect) {
    this.in = in;
    this.commands = commands;
    this.dialect = dialect;
  }

  /** The word that begins here; empty where none does. */
  Word word() throws ShellException {
    int start = in.position();
    Extent begin = in.here();
    Collected parts = new Collected();
    while (isNext()) {
      part(parts);
    }
    return new Word(parts.all(), in.since(start), in.from(begin));
  }

  /** Whether there is a word, or more of one. */
  boolean isNext() {
    return !in.endsWord() || startsProcess();
  }

  /** Bash's {@code <(commands)} and {@code >(commands)}. */
  private boolean startsProcess() {
    return dialect.isBash() && (in.startsWith("<(") || in.startsWith(">("));
  }

  /** Bash's {@code (word word …)}, as one word of all parts. */
  Word array() throws ShellException {
    int start = in.position();
    Extent begin = in.here();
    List<Word.Part> parts = new ArrayList<>();
    in.skip("(");
    in.skipLines();
    while (!in.skip(")")) {
      if (in.endsWord()) {
        throw in.unexpected("')'");
      }
      parts.addAll(word().parts());
      in.skipLines();
    }
    return new Word(List.copyOf(parts), in.since(start), in.from(begin));
  }

  /** Parts of a word, neighbouring letters joined. */
  private static final class Collected {
    private final List<Word.Part> parts = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private boolean quoted;

    void letter(char c, boolean isQuoted) {
      if (quoted != isQuoted) {
        flush();
        quoted = isQuoted;
      }
      letters.append(c);
    }

    void add(Word.Part part) {
      flush();
      parts.add(part);
    }

    private void flush() {
      if (!letters.isEmpty()) {
        parts.add(new Word.Part.Text(letters.toString(), quoted));
        letters.setLength(0);
      }
    }

    List<Word.Part> all() {
      flush();
      return List.copyOf(parts);
    }
  }

  private void part(Collected parts) throws ShellException {
    switch (in.peek()) {
      case '\\' -> {
        if (!in.skip("\\\n")) {
          char backslash = in.next();
          parts.letter(in.atEnd() ? backslash : in.next(), true);
        }
      }
      case '\'' -> singleQuoted(parts);
      case '"' -> doubleQuoted(parts);
      case '$' -> dollar(parts, false);
      case '`' -> parts.add(backquoted(false));
      default -> {
        if (startsProcess()) {
          in.next();
          in.next();
          parts.add(substitution(false));
        } else {
          parts.letter(in.next(), false);
        }
      }
    }
  }

  /** Behind what opens it. */
  private Word.Part substitution(boolean quoted) throws ShellException {
    Command body = commands.nested();
    if (!in.skip(")")) {
      throw in.unexpected("')'");
    }
    return new Word.Part.Substitution(body, quoted);
  }

  private void singleQuoted(Collected parts) throws ShellException {
    in.next();
    parts.add(new Word.Part.Text("", true));
    while (in.peek() != '\'') {
      if (in.atEnd()) {
        throw in.unexpected("the quote that closes");
      }
      parts.letter(in.next(), true);
    }
    in.next();
  }

  private void doubleQuoted(Collected parts) throws ShellException {
    in.next();
    parts.add(new Word.Part.Text("", true));
    while (in.peek() != '"') {
      quotedPart(parts);
    }
    in.next();
  }

  private void quotedPart(Collected parts) throws ShellException {
    switch (in.peek()) {
      case '\\' -> {
        if (!in.skip("\\\n")) {
          boolean escapes = "$`\"\\".indexOf(in.peekNext()) >= 0;
          char backslash = in.next();
          parts.letter(escapes ? in.next() : backslash, true);
        }
      }
      case '$' -> dollar(parts, true);
      case '`' -> parts.add(backquoted(true));
      default -> {
        if (in.atEnd()) {
          throw in.unexpected("the quote that closes");
        }
        parts.letter(in.next(), true);
      }
    }
  }

  private void dollar(Collected parts, boolean quoted) throws ShellException {
    in.next();
    if (in.skip("((")) {
      parts.add(new Word.Part.Arithmetic(arithmetic()));
    } else if (in.skip("(")) {
      parts.add(substitution(quoted));
    } else if (in.skip("{")) {
      parts.add(braced(quoted));
    } else if (dialect.isBash() && !quoted && in.peek() == '\'') {
      escapedQuotes(parts);
    } else if (dialect.isBash() && !quoted && in.peek() == '"') {
      doubleQuoted(parts);
    } else if (Character.isDigit(in.peek()) || (SPECIAL.indexOf(in.peek()) >= 0 && !in.atEnd())) {
      parts.add(plain(String.valueOf(in.next()), quoted));
    } else if (!in.name().isEmpty()) {
      String name = in.name();
      in.skip(name);
      parts.add(plain(name, quoted));
    } else {
      parts.letter('$', true);
    }
  }

  /** {@code $'…'}: backslashes are left as they are. */
  private void escapedQuotes(Collected parts) throws ShellException {
    in.next();
    while (in.peek() != '\'') {
      if (in.atEnd()) {
        throw in.unexpected("the quote that closes");
      }
      if (in.peek() == '\\') {
        parts.letter(in.next(), true);
      }
      parts.letter(in.next(), true);
    }
    in.next();
  }

  private static Word.Part plain(String name, boolean quoted) {
    return new Word.Part.Parameter(name, "", Word.EMPTY, quoted);
  }

  private Word.Part braced(boolean quoted) throws ShellException {
    boolean length = in.peek() == '#' && in.peekNext() != '}';
    if (length) {
      in.next();
    }
    String name = in.name();
    if (name.isEmpty()) {
      name = String.valueOf(in.peek());
      while (Character.isDigit(in.peekNext()) && Character.isDigit(in.peek())) {
        in.next();
        name += in.peek();
      }
      in.next();
    } else {
      in.skip(name);
    }
    String operator = length ? "length" : "";
    Word argument = Word.EMPTY;
    if (in.peek() != '}') {
      operator = OPERATORS.stream().filter(in::skip).findFirst().orElse("");
      if ((operator.isEmpty() || length) && !dialect.isBash()) {
        throw in.unexpected("an expansion of sh");
      }
      argument = argument(quoted);
    }
    if (!in.skip("}")) {
      throw in.unexpected("'}'");
    }
    return new Word.Part.Parameter(name, operator, argument, quoted);
  }

  private Word argument(boolean quoted) throws ShellException {
    commands.enter();
    int start = in.position();
    Extent begin = in.here();
    Collected parts = new Collected();
    while (in.peek() != '}') {
      if (quoted && in.peek() != '"') {
        quotedPart(parts);
      } else if (in.atEnd()) {
        throw in.unexpected("'}'");
      } else {
        part(parts);
      }
    }
    commands.leave();
    return new Word(parts.all(), in.since(start), in.from(begin));
  }

  /** Up to {@code ))}, which is skipped. */
  Word arithmetic() throws ShellException {
    commands.enter();
    int start = in.position();
    Extent begin = in.here();
    int open = 0;
    Collected parts = new Collected();
    while (open > 0 || !in.startsWith("))")) {
      open += in.peek() == '(' ? 1 : in.peek() == ')' ? -1 : 0;
      quotedPart(parts);
    }
    Word expression = new Word(parts.all(), in.since(start), in.from(begin));
    commands.leave();
    in.skip("))");
    return expression;
  }

  /** These don't nest: inside, backslashes keep what would close them. */
  private Word.Part backquoted(boolean quoted) throws ShellException {
    int line = in.line();
    in.next();
    StringBuilder text = new StringBuilder();
    while (in.peek() != '`') {
      if (in.atEnd()) {
        throw in.unexpected("'`'");
      }
      boolean escapes =
          in.peek() == '\\'
              && ("$`\\".indexOf(in.peekNext()) >= 0 || (quoted && in.peekNext() == '"'));
      if (escapes) {
        in.next();
      }
      text.append(in.next());
    }
    in.next();
    return new Word.Part.Substitution(commands.inner(text.toString(), line), quoted);
  }
}
