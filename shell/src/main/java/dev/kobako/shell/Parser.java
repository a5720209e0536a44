package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final CompoundReader compounds;
  private final Dialect dialect;
  private int depth;

  private Parser(Scanner in, int depth, Dialect dialect) {
    this.in = in;
    this.depth = depth;
    this.dialect = dialect;
    this.words = new WordReader(in, this, dialect);
    this.redirections = new RedirectionReader(in, words, dialect);
    this.compounds = new CompoundReader(in, words, this, dialect);
  }

  static Command parse(String text, Dialect dialect) throws ShellException {
    return new Parser(new Scanner(text, 1, true), 0, dialect).whole();
  }

  /** A text inside of this one. */
  Command inner(String text, int line) throws ShellException {
    if (depth >= DEEPEST) {
      throw new ShellException(line, "commands nested deeper than " + DEEPEST);
    }
    return new Parser(new Scanner(text, line, false), depth + 1, dialect).whole();
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
    enter();
    Command list = list();
    leave();
    return list;
  }

  /** Goes into something that can hold the like of itself; {@link #leave()} goes out again. */
  void enter() throws ShellException {
    depth++;
    if (depth > DEEPEST) {
      throw new ShellException(in.line(), "commands nested deeper than " + DEEPEST);
    }
  }

  void leave() {
    depth--;
  }

  private Command list() throws ShellException {
    List<Command> commands = new ArrayList<>();
    in.skipLines();
    Extent begin = in.here();
    while (!closes()) {
      Command command = andOr();
      in.skipBlanks();
      if (in.peek() == '&' && in.peekNext() != '&') {
        in.next();
        command = new Command.Background(in.from(command.at()), command);
      } else if (in.peek() == ';' && !closes()) {
        in.next();
      } else if (in.peek() != '\n' && !closes()) {
        throw in.unexpected("the end of the command");
      }
      commands.add(command);
      in.skipLines();
    }
    return commands.size() == 1
        ? commands.getFirst()
        : new Command.Sequence(in.from(begin), commands);
  }

  private boolean closes() {
    return in.atEnd()
        || in.peek() == ')'
        || in.startsWith(";;")
        || (dialect.isBash() && in.startsWith(";&"))
        || CLOSING.contains(in.bareWord());
  }

  private Command andOr() throws ShellException {
    int start = in.position();
    Command left = pipeline();
    while (true) {
      in.skipBlanks();
      String source = in.brieflySince(start);
      if (in.skip("&&")) {
        in.skipLines();
        Command right = pipeline();
        left = new Command.And(in.from(left.at()), left, source, right);
      } else if (in.skip("||")) {
        in.skipLines();
        Command right = pipeline();
        left = new Command.Or(in.from(left.at()), left, source, right);
      } else {
        return left;
      }
    }
  }

  private Command pipeline() throws ShellException {
    Extent begin = in.here();
    boolean negated = in.bareWord().equals("!") && in.skip("!");
    in.skipBlanks();
    if (dialect.isBash() && in.bareWord().equals("time")) {
      in.skip("time");
      in.skipBlanks();
    }
    List<Command> commands = new ArrayList<>();
    commands.add(command());
    in.skipBlanks();
    while (in.peek() == '|' && in.peekNext() != '|') {
      in.next();
      if (dialect.isBash()) {
        in.skip("&");
      }
      in.skipLines();
      commands.add(command());
      in.skipBlanks();
    }
    return commands.size() == 1 && !negated
        ? commands.getFirst()
        : new Command.Pipeline(in.from(begin), commands, negated);
  }

  private Command command() throws ShellException {
    Optional<Command> compound = compounds.read();
    if (compound.isEmpty()) {
      return simple();
    }
    List<Command.Redirection> behind = redirections.all();
    return behind.isEmpty()
        ? compound.get()
        : new Command.Redirected(in.from(compound.get().at()), compound.get(), behind);
  }

  private Command simple() throws ShellException {
    Extent begin = in.here();
    List<Command.Assignment> assignments = new ArrayList<>();
    List<Word> found = new ArrayList<>();
    List<Command.Redirection> among = new ArrayList<>(redirections.all());
    while (words.isNext()) {
      String name = in.name();
      if (found.isEmpty() && !name.isEmpty() && skipAssignment(name)) {
        boolean array = dialect.isBash() && in.peek() == '(';
        assignments.add(new Command.Assignment(name, array ? words.array() : words.word()));
      } else if (dialect.isBash() && !name.isEmpty() && in.startsWith(name + "=(")) {
        in.skip(name + "=");
        found.add(words.array()); // of declare, export and the like
      } else {
        found.add(words.word());
      }
      among.addAll(redirections.all());
    }
    if (in.peek() == '(' && found.size() == 1 && assignments.isEmpty()) {
      return function(begin, found.getFirst().keyword());
    }
    if (found.isEmpty() && assignments.isEmpty() && among.isEmpty()) {
      throw in.unexpected("a command");
    }
    return new Command.Simple(in.from(begin), assignments, found, among);
  }

  private boolean skipAssignment(String name) {
    return in.skip(name + "=") || (dialect.isBash() && in.skip(name + "+="));
  }

  Command function(Extent begin, String name) throws ShellException {
    in.skip("(");
    in.skipBlanks();
    if (name.isEmpty() || !in.skip(")")) {
      throw in.unexpected("a definition of a function");
    }
    in.skipLines();
    return definition(begin, name);
  }

  Command definition(Extent begin, String name) throws ShellException {
    enter();
    Command body = command();
    leave();
    return new Command.Function(in.from(begin), name, body);
  }
}
