package dev.kobako.slim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the commands that a shell text calls: the first word of every simple command, where
 * it is a plain word, and what such as {@code env} and {@code xargs} start. Reads the grammar of
 * sh(1), and of bash what scripts have most: arrays, {@code [[}, {@code ((}. Expansions are not
 * evaluated, only the commands in them are found; words inside quotes, comments, patterns of {@code
 * case} and the bodies of here-documents are none, and neither are functions of the text itself.
 */
final class ShellCommands {
  /** Substitutions may be nested as deep as this; what is deeper is not looked at. */
  private static final int DEEPEST = 40;

  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "time",
          "coproc");

  private final ShellWords words;
  private final Findings found;
  private final int depth;
  private final List<HereDocument> awaited = new ArrayList<>();
  private Expected expected = Expected.COMMAND;
  private CommandPrefix prefix = CommandPrefix.NONE;
  private boolean isFind;
  private int cases;

  /** What the next word of the text is. */
  private enum Expected {
    COMMAND,
    ARGUMENT,
    /** After {@code for} and {@code select}, whose list is none of commands. */
    LOOP_LIST,
    /** After {@code case}, up to {@code in}. */
    CASE_SUBJECT,
    CASE_PATTERN,
    FUNCTION_NAME
  }

  private record HereDocument(String end, boolean tabs, boolean expands) {}

  /**
   * What a text and the substitutions in it hold.
   *
   * @param called all commands
   * @param started those of them that another command starts, so that they can't be functions
   * @param functions that the text defines
   */
  private record Findings(Set<String> called, Set<String> started, Set<String> functions) {}

  private ShellCommands(ShellWords words, Findings found, int depth) {
    this.words = words;
    this.found = found;
    this.depth = depth;
  }

  /** The command names in the order of their first use; builtins and keywords are left out. */
  static Set<String> in(String text) {
    int end = text.indexOf('\0');
    Findings found =
        new Findings(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    // What follows a NUL is the load of a self-extracting script, not its text.
    ShellWords words = new ShellWords(end < 0 ? text : text.substring(0, end));
    new ShellCommands(words, found, 0).listUntil(ShellWords.END);
    found.functions().removeAll(found.started());
    found.called().removeAll(found.functions());
    return Collections.unmodifiableSet(found.called());
  }

  /** Reads commands up to the character that closes them, which is read too. */
  private void listUntil(char closing) {
    while (!words.atEnd()) {
      char c = words.peek();
      if (c == closing && expected != Expected.CASE_PATTERN) {
        words.skip();
        return;
      }
      if (words.atBackquotesEnd()) {
        // It closes what surrounds this list, whose own end is missing.
        return;
      }
      switch (c) {
        case ' ', '\t', '\r' -> words.skip();
        case '\n' -> newLine();
        case ';', '&', '|' -> operator(c);
        case '(' -> open();
        case ')' -> {
          words.skip();
          expect(Expected.COMMAND);
        }
        case '#' -> words.skipLine();
        case '<', '>' -> redirection();
        default -> word();
      }
    }
  }

  private void expect(Expected next) {
    expected = next;
    prefix = CommandPrefix.NONE;
    isFind = false;
  }

  private void newLine() {
    words.skip();
    for (HereDocument document : List.copyOf(awaited)) {
      String body = words.linesUntil(document.end(), document.tabs());
      if (document.expands() && depth < DEEPEST) {
        ShellWords inside = new ShellWords(body);
        ShellCommands reader = new ShellCommands(inside, found, depth + 1);
        inside.expansions(ShellWords.END, reader::substitution);
      }
    }
    awaited.clear();
    if (expected != Expected.CASE_PATTERN && expected != Expected.CASE_SUBJECT) {
      expect(Expected.COMMAND);
    }
  }

  /** Ends a simple command; {@code ;;} and its kin end a branch of {@code case}. */
  private void operator(char c) {
    words.skip();
    if (expected == Expected.CASE_PATTERN || (c == '&' && words.peek() == '>')) {
      return;
    }
    boolean branchEnds = c == ';' && cases > 0 && (words.peek() == ';' || words.peek() == '&');
    while (branchEnds && !words.atEnd() && (words.peek() == ';' || words.peek() == '&')) {
      words.skip();
    }
    expect(branchEnds ? Expected.CASE_PATTERN : Expected.COMMAND);
  }

  private void open() {
    words.skip();
    if (expected == Expected.CASE_PATTERN) {
      return;
    }
    if (words.peek() == '(') {
      words.skipArithmetic();
      expected = Expected.ARGUMENT;
    } else {
      substitution(')');
      expected = Expected.ARGUMENT;
    }
  }

  /** Commands of their own, up to {@code closing}. */
  private void substitution(char closing) {
    if (depth >= DEEPEST) {
      words.skipAll();
      return;
    }
    new ShellCommands(words, found, depth + 1).listUntil(closing);
  }

  /** The target of a redirection is no command. */
  private void redirection() {
    String operator = words.redirection();
    if (words.peek() == '(') {
      words.skip();
      substitution(')');
      return;
    }
    words.skipBlanks();
    if (words.atEnd() || words.endsWord()) {
      return;
    }
    ShellWord target = words.word(this::substitution);
    if (operator.equals("<<") || operator.equals("<<-")) {
      awaited.add(new HereDocument(target.text(), operator.equals("<<-"), !target.quoted()));
    }
  }

  private void word() {
    ShellWord word = words.word(this::substitution);
    switch (expected) {
      case COMMAND -> commandWord(word);
      case ARGUMENT -> {
        if (isFind && Set.of("-exec", "-execdir", "-ok", "-okdir").contains(word.text())) {
          expect(Expected.COMMAND);
        }
      }
      case LOOP_LIST -> {
        if (word.text().equals("do")) {
          expect(Expected.COMMAND);
        }
      }
      case CASE_SUBJECT -> {
        if (word.text().equals("in")) {
          expect(Expected.CASE_PATTERN);
        }
      }
      case CASE_PATTERN -> {
        if (word.text().equals("esac")) {
          cases--;
          expect(Expected.ARGUMENT);
        }
      }
      case FUNCTION_NAME -> {
        found.functions().add(word.text());
        words.skipEmptyParentheses();
        expect(Expected.COMMAND);
      }
    }
  }

  private void commandWord(ShellWord word) {
    if (words.isFileNumber(word)) {
      return;
    }
    switch (word.quoted() ? "" : word.text()) {
      case "for", "select" -> expect(Expected.LOOP_LIST);
      case "case" -> {
        cases++;
        expect(Expected.CASE_SUBJECT);
      }
      case "esac" -> {
        cases = Math.max(0, cases - 1);
        expect(Expected.ARGUMENT);
      }
      case "function" -> expect(Expected.FUNCTION_NAME);
      case "[[" -> {
        words.skipConditional(this::substitution);
        expect(Expected.ARGUMENT);
      }
      case String keyword when KEYWORDS.contains(keyword) -> expect(Expected.COMMAND);
      default -> calledOrAssigned(word);
    }
  }

  private void calledOrAssigned(ShellWord word) {
    if (word.isAssignment()) {
      if (words.peek() == '(') {
        words.skipArray(this::substitution);
      }
    } else if (word.plain() && words.skipEmptyParentheses()) {
      found.functions().add(word.text());
      expect(Expected.COMMAND);
    } else if (!prefix.takes(word.text())) {
      called(word);
    }
  }

  private void called(ShellWord word) {
    String name = word.text();
    boolean started = prefix != CommandPrefix.NONE;
    expect(Expected.ARGUMENT);
    if (!word.plain() || name.isEmpty() || name.startsWith("-")) {
      return;
    }
    if (!ShellBuiltins.contains(name)) {
      found.called().add(name);
      if (started) {
        found.started().add(name);
      }
    }
    isFind = name.equals("find");
    Optional<CommandPrefix> starts = CommandPrefix.of(name);
    if (starts.isPresent()) {
      expected = Expected.COMMAND;
      prefix = starts.get();
    }
  }
}
