package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads compound commands: what begins with a word of the grammar, or with a parenthesis. */
final class CompoundReader {
  private final Scanner in;
  private final WordReader words;
  private final Parser commands;
  private final Dialect dialect;

  CompoundReader(Scanner in, WordReader words, Parser commands, Dialect dialect) {
    this.in = in;
    this.words = words;
    this.commands = commands;
    this.dialect = dialect;
  }

  /** The one that begins here, without the redirections behind it; empty where none does. */
  Optional<Command> read() throws ShellException {
    return switch (in.bareWord()) {
      case "if" -> Optional.of(conditional("if"));
      case "while" -> Optional.of(loop("while"));
      case "until" -> Optional.of(loop("until"));
      case "for" -> Optional.of(forLoop());
      case "case" -> Optional.of(caseOf());
      case "{" -> Optional.of(group());
      case "function" -> dialect.isBash() ? Optional.of(bashFunction()) : Optional.empty();
      case "[[" -> dialect.isBash() ? Optional.of(condition()) : Optional.empty();
      default ->
          in.peek() != '('
              ? Optional.empty()
              : Optional.of(dialect.isBash() && in.startsWith("((") ? arithmetic() : subshell());
    };
  }

  private void expect(String keyword) throws ShellException {
    in.skipLines();
    if (!in.bareWord().equals(keyword)) {
      throw in.unexpected("'" + keyword + "'");
    }
    in.skip(keyword);
  }

  private Command conditional(String keyword) throws ShellException {
    Extent begin = in.here();
    in.skip(keyword);
    in.skipBlanks();
    int start = in.position();
    Command condition = commands.nested();
    String source = in.since(start);
    expect("then");
    Command then = commands.nested();
    return switch (in.bareWord()) {
      case "elif" -> {
        commands.enter();
        Command otherwise = conditional("elif");
        commands.leave();
        yield new Command.If(in.from(begin), condition, source, then, otherwise);
      }
      case "else" -> {
        in.skip("else");
        Command otherwise = commands.nested();
        expect("fi");
        yield new Command.If(in.from(begin), condition, source, then, otherwise);
      }
      default -> {
        expect("fi");
        yield new Command.If(
            in.from(begin), condition, source, then, new Command.Sequence(in.here(), List.of()));
      }
    };
  }

  private Command loop(String keyword) throws ShellException {
    Extent begin = in.here();
    in.skip(keyword);
    in.skipBlanks();
    int start = in.position();
    Command condition = commands.nested();
    String source = in.since(start);
    expect("do");
    Command body = commands.nested();
    expect("done");
    return new Command.While(in.from(begin), condition, source, keyword.equals("until"), body);
  }

  /** {@code [[ … ]]}: its words, without what is between them. */
  private Command condition() throws ShellException {
    Extent begin = in.here();
    List<Word> all = new ArrayList<>();
    while (!in.bareWord().equals("]]")) {
      if (in.atEnd()) {
        throw in.unexpected("']]'");
      }
      if (in.endsWord()) {
        in.next();
      } else {
        all.add(words.word());
      }
      in.skipLines();
    }
    in.skip("]]");
    return new Command.Simple(in.from(begin), List.of(), all, List.of());
  }

  /** {@code ((…))}. */
  private Command arithmetic() throws ShellException {
    Extent begin = in.here();
    in.skip("((");
    Word expression = words.arithmetic();
    Word open = new Word(List.of(new Word.Part.Text("((", false)), "((", begin);
    return new Command.Simple(in.from(begin), List.of(), List.of(open, expression), List.of());
  }

  /** {@code function NAME}, with parentheses or without. */
  private Command bashFunction() throws ShellException {
    Extent begin = in.here();
    in.skip("function");
    in.skipBlanks();
    String name = words.word().keyword();
    in.skipBlanks();
    if (in.peek() == '(') {
      return commands.function(begin, name);
    }
    in.skipLines();
    return commands.definition(begin, name);
  }

  private Command forLoop() throws ShellException {
    Extent begin = in.here();
    in.skip("for");
    in.skipBlanks();
    if (dialect.isBash() && in.skip("((")) {
      return countingLoop(begin);
    }
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
      list.add(
          new Word(
              List.of(new Word.Part.Parameter("@", "", Word.EMPTY, true)), "\"$@\"", in.here()));
    }
    in.skip(";");
    expect("do");
    Command body = commands.nested();
    expect("done");
    return new Command.For(in.from(begin), name, list, body);
  }

  /** {@code for ((…; …; …))}. */
  private Command countingLoop(Extent begin) throws ShellException {
    List<Word> list = List.of(words.arithmetic());
    in.skipBlanks();
    in.skip(";");
    expect("do");
    Command body = commands.nested();
    expect("done");
    return new Command.For(in.from(begin), "", list, body);
  }

  private Command caseOf() throws ShellException {
    Extent begin = in.here();
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
    return new Command.Case(in.from(begin), subject, branches);
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
    Command body = commands.nested();
    boolean goesOn = dialect.isBash() && (in.skip(";;&") || in.skip(";&"));
    if (!goesOn && !in.skip(";;") && !in.bareWord().equals("esac")) {
      throw in.unexpected("';;'");
    }
    return new Command.Branch(patterns, body);
  }

  private Command group() throws ShellException {
    Extent begin = in.here();
    in.skip("{");
    Command body = commands.nested();
    expect("}");
    return new Command.Group(in.from(begin), body);
  }

  private Command subshell() throws ShellException {
    Extent begin = in.here();
    in.skip("(");
    Command body = commands.nested();
    if (!in.skip(")")) {
      throw in.unexpected("')'");
    }
    return new Command.Subshell(in.from(begin), body);
  }
}
