package dev.kobako.shell;

import java.util.List;

/** The syntax tree of a script (sh(1), "Shell Grammar"). A closed set. */
sealed interface Command {
  /** Where it stands in the script. */
  Extent at();

  /** The first line of it in the script. */
  default int line() {
    return at().line();
  }

  /**
   * Assignments, a command's name and its arguments, redirections; each may be missing.
   *
   * @param assignments for this command, or for the script where there is no command
   */
  record Simple(
      Extent at, List<Assignment> assignments, List<Word> words, List<Redirection> redirections)
      implements Command {}

  /** Commands that feed each other; the last one tells how it ends. */
  record Pipeline(Extent at, List<Command> commands, boolean negated) implements Command {}

  /**
   * The right one only if the left one succeeds.
   *
   * @param source the left one as written
   */
  record And(Extent at, Command left, String source, Command right) implements Command {}

  /**
   * The right one only if the left one fails.
   *
   * @param source the left one as written
   */
  record Or(Extent at, Command left, String source, Command right) implements Command {}

  /** One after the other. */
  record Sequence(Extent at, List<Command> commands) implements Command {}

  /**
   * {@code if}.
   *
   * @param source the condition as written
   */
  record If(Extent at, Command condition, String source, Command then, Command otherwise)
      implements Command {}

  /**
   * {@code while}, or {@code until}.
   *
   * @param source the condition as written
   */
  record While(Extent at, Command condition, String source, boolean until, Command body)
      implements Command {}

  /** {@code for}; without {@code in} its words are {@code "$@"}. */
  record For(Extent at, String variable, List<Word> words, Command body) implements Command {}

  /** {@code case}. */
  record Case(Extent at, Word subject, List<Branch> branches) implements Command {}

  /** In braces. */
  record Group(Extent at, Command body) implements Command {}

  /** In parentheses: nothing it assigns stays. */
  record Subshell(Extent at, Command body) implements Command {}

  /** Started and not waited for. */
  record Background(Extent at, Command body) implements Command {}

  /** A compound command with redirections of its own. */
  record Redirected(Extent at, Command body, List<Redirection> redirections) implements Command {}

  /** The definition of a function. */
  record Function(Extent at, String name, Command body) implements Command {}

  /** A branch of {@code case}. */
  record Branch(List<Word> patterns, Command body) {}

  /** {@code NAME=value}. */
  record Assignment(String name, Word value) {}

  /**
   * A redirection.
   *
   * @param file number of the file that is redirected
   * @param operator {@code >}, {@code >&}, {@code <<-}, …
   */
  record Redirection(int file, String operator, Word target) {
    /** Whether what the command writes goes elsewhere. */
    boolean takesOutput() {
      return file == 1 && operator.startsWith(">");
    }

    /** Whether it makes or changes the file that it names. */
    boolean writesFile() {
      return operator.equals(">") || operator.equals(">>") || operator.equals(">|");
    }
  }
}
