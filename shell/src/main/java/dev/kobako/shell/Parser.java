package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the grammar of sh(1) into {@link Command}s; what only other shells have is refused. */
final class Parser {
  /** Commands in commands may be nested as deep as this. */
  private static final int DEEPEST = 60;

  private static final Set<String> CLOSING =
      Set.of("then", "do", "done", "fi", "else", "elif", "esac", "}");

  private final Scanner in;
  private final WordReader words;
  private final RedirectionReader redirections;
  private int depth;

  private Parser(Scanner in, int depth) {
    this.in = in;
    this.depth = depth;
    this.words = new WordReader(in, this);
    this.redirections = new RedirectionReader(in, words);
  }

  static Command parse(String text) throws ShellException {
    return new Parser(new Scanner(text, 1), 0).whole();
  }

  /** A text inside of this one. */
  Command inner(String text, int line) throws ShellException {
    if (depth >= DEEPEST) {
      throw new ShellException(line, "commands nested deeper than " + DEEPEST);
    }
    return new Parser(new Scanner(text, line), depth + 1).whole();
  }

  private Command whole() throws ShellException {
    Command all = list();
    if (!in.atEnd()) {
      throw in.unexpected("a command");
    }
    return all;
  }

  /** Commands inside of another one, up to what closes that. */
  Command nested() throws ShellException {
    depth++;
    if (depth > DEEPEST) {
      throw new ShellException(in.line(), "commands nested deeper than " + DEEPEST);
    }
    Command list = list();
    depth--;
    return list;
  }

  private Command list() throws ShellException {
    List<Command> commands = new ArrayList<>();
    in.skipLines();
    int line = in.line();
    while (!closes()) {
      Command command = andOr();
      in.skipBlanks();
      if (in.peek() == '&' && in.peekNext() != '&') {
        in.next();
        command = new Command.Background(command.line(), command);
      } else if (in.peek() == ';' && in.peekNext() != ';') {
        in.next();
      } else if (in.peek() != '\n' && !closes()) {
        throw in.unexpected("the end of the command");
      }
      commands.add(command);
      in.skipLines();
    }
    return commands.size() == 1 ? commands.getFirst() : new Command.Sequence(line, commands);
  }

  private boolean closes() {
    return in.atEnd() || in.peek() == ')' || in.startsWith(";;") || CLOSING.contains(in.bareWord());
  }

  private Command andOr() throws ShellException {
    int start = in.position();
    Command left = pipeline();
    while (true) {
      in.skipBlanks();
      String source = in.since(start);
      if (in.skip("&&")) {
        in.skipLines();
        left = new Command.And(left.line(), left, source, pipeline());
      } else if (in.skip("||")) {
        in.skipLines();
        left = new Command.Or(left.line(), left, source, pipeline());
      } else {
        return left;
      }
    }
  }

  private Command pipeline() throws ShellException {
    int line = in.line();
    boolean negated = in.bareWord().equals("!") && in.skip("!");
    in.skipBlanks();
    List<Command> commands = new ArrayList<>();
    commands.add(command());
    in.skipBlanks();
    while (in.peek() == '|' && in.peekNext() != '|') {
      in.next();
      in.skipLines();
      commands.add(command());
      in.skipBlanks();
    }
    return commands.size() == 1 && !negated
        ? commands.getFirst()
        : new Command.Pipeline(line, commands, negated);
  }

  private Command command() throws ShellException {
    Command compound =
        switch (in.bareWord()) {
          case "if" -> conditional("if");
          case "while" -> loop("while");
          case "until" -> loop("until");
          case "for" -> forLoop();
          case "case" -> caseOf();
          case "{" -> group();
          default -> in.peek() == '(' ? subshell() : simple();
        };
    // A simple command has taken its own.
    List<Command.Redirection> behind = redirections.all();
    return behind.isEmpty() ? compound : new Command.Redirected(compound.line(), compound, behind);
  }

  private void expect(String keyword) throws ShellException {
    in.skipLines();
    if (!in.bareWord().equals(keyword)) {
      throw in.unexpected("'" + keyword + "'");
    }
    in.skip(keyword);
  }

  private Command conditional(String keyword) throws ShellException {
    int line = in.line();
    in.skip(keyword);
    in.skipBlanks();
    int start = in.position();
    Command condition = nested();
    String source = in.since(start);
    expect("then");
    Command then = nested();
    return switch (in.bareWord()) {
      case "elif" -> new Command.If(line, condition, source, then, conditional("elif"));
      case "else" -> {
        in.skip("else");
        Command otherwise = nested();
        expect("fi");
        yield new Command.If(line, condition, source, then, otherwise);
      }
      default -> {
        expect("fi");
        yield new Command.If(line, condition, source, then, new Command.Sequence(line, List.of()));
      }
    };
  }

  private Command loop(String keyword) throws ShellException {
    int line = in.line();
    in.skip(keyword);
    in.skipBlanks();
    int start = in.position();
    Command condition = nested();
    String source = in.since(start);
    expect("do");
    Command body = nested();
    expect("done");
    return new Command.While(line, condition, source, keyword.equals("until"), body);
  }

  private Command forLoop() throws ShellException {
    int line = in.line();
    in.skip("for");
    in.skipBlanks();
    String name = in.name();
    if (name.isEmpty()) {
      throw in.unexpected("the name of a variable");
    }
    in.skip(name);
    in.skipLines();
    List<Word> list = new ArrayList<>();
    if (in.bareWord().equals("in")) {
      in.skip("in");
      in.skipBlanks();
      while (!in.endsWord()) {
        list.add(words.word());
        in.skipBlanks();
      }
    } else {
      list.add(new Word(List.of(new Word.Part.Parameter("@", "", Word.EMPTY, true)), "\"$@\""));
    }
    in.skip(";");
    expect("do");
    Command body = nested();
    expect("done");
    return new Command.For(line, name, list, body);
  }

  private Command caseOf() throws ShellException {
    int line = in.line();
    in.skip("case");
    in.skipBlanks();
    Word subject = words.word();
    expect("in");
    List<Command.Branch> branches = new ArrayList<>();
    in.skipLines();
    while (!in.bareWord().equals("esac")) {
      branches.add(branch());
      in.skipLines();
    }
    in.skip("esac");
    return new Command.Case(line, subject, branches);
  }

  private Command.Branch branch() throws ShellException {
    List<Word> patterns = new ArrayList<>();
    in.skip("(");
    do {
      in.skipBlanks();
      patterns.add(words.word());
      in.skipBlanks();
    } while (in.skip("|"));
    if (!in.skip(")")) {
      throw in.unexpected("')' after a pattern");
    }
    Command body = nested();
    if (!in.skip(";;") && !in.bareWord().equals("esac")) {
      throw in.unexpected("';;'");
    }
    return new Command.Branch(patterns, body);
  }

  private Command group() throws ShellException {
    in.skip("{");
    Command body = nested();
    expect("}");
    return body instanceof Command.Simple ? new Command.Sequence(body.line(), List.of(body)) : body;
  }

  private Command subshell() throws ShellException {
    int line = in.line();
    in.skip("(");
    Command body = nested();
    if (!in.skip(")")) {
      throw in.unexpected("')'");
    }
    return new Command.Subshell(line, body);
  }

  private Command simple() throws ShellException {
    int line = in.line();
    List<Command.Assignment> assignments = new ArrayList<>();
    List<Word> found = new ArrayList<>();
    List<Command.Redirection> among = new ArrayList<>(redirections.all());
    while (!in.endsWord()) {
      String name = in.name();
      if (found.isEmpty() && !name.isEmpty() && in.startsWith(name + "=")) {
        in.skip(name + "=");
        assignments.add(new Command.Assignment(name, words.word()));
      } else {
        found.add(words.word());
      }
      among.addAll(redirections.all());
    }
    if (in.peek() == '(' && found.size() == 1 && assignments.isEmpty()) {
      return function(line, found.getFirst().keyword());
    }
    if (found.isEmpty() && assignments.isEmpty() && among.isEmpty()) {
      throw in.unexpected("a command");
    }
    return new Command.Simple(line, assignments, found, among);
  }

  private Command function(int line, String name) throws ShellException {
    in.skip("(");
    in.skipBlanks();
    if (name.isEmpty() || !in.skip(")")) {
      throw in.unexpected("a definition of a function");
    }
    in.skipLines();
    depth++;
    if (depth > DEEPEST) {
      throw new ShellException(line, "commands nested deeper than " + DEEPEST);
    }
    Command body = command();
    depth--;
    return new Command.Function(line, name, body);
  }
}
