package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A script that was read. */
public final class Script {
  private final String text;
  private final Command body;

  private Script(String text, Command body) {
    this.text = text;
    this.body = body;
  }

  /**
   * Reads a script.
   *
   * @param text without NUL
   * @throws ShellException where it is no script of the POSIX shell
   */
  public static Script parse(String text) throws ShellException {
    return new Script(text, Parser.parse(text.replace('\0', '?'), Dialect.SH));
  }

  /**
   * Reads a script of bash. What only bash has can be looked through with {@link #invocations} and
   * is not to be followed.
   *
   * @param text without NUL
   * @throws ShellException where it is no script
   */
  public static Script parseBash(String text) throws ShellException {
    return new Script(text, Parser.parse(text.replace('\0', '?'), Dialect.BASH));
  }

  /** All commands as they stand in the script. */
  public Invocations invocations() {
    return Invocations.of(body);
  }

  /** What runs one behind the other in it. */
  public Outline outline() {
    return Outline.of(body, text);
  }

  /**
   * The words of a script that is one command of plain words, quoted or not.
   *
   * @throws ShellException where something in it only a shell can do: an expansion, a redirection,
   *     an assignment, a second command
   */
  public List<String> plainWords() throws ShellException {
    if (!(body instanceof Command.Simple command)
        || !command.assignments().isEmpty()
        || !command.redirections().isEmpty()) {
      throw new ShellException(body.line(), "more than one command of plain words");
    }
    List<String> words = new ArrayList<>();
    for (Word word : command.words()) {
      StringBuilder text = new StringBuilder();
      for (Word.Part part : word.parts()) {
        if (!(part instanceof Word.Part.Text(String letters, _))) {
          throw new ShellException(command.line(), word.source() + " is an expansion");
        }
        text.append(letters);
      }
      words.add(text.toString());
    }
    return List.copyOf(words);
  }

  /**
   * Follows the script as if it were run, and tells the world of every command that is called.
   * Where a condition can't be known, all ways are followed, and calls on them are in doubt.
   *
   * <p>A way that ends in {@code exit} with a failure is none: what is asked is what a run does
   * that succeeds.
   *
   * @param arguments {@code $1} and what follows
   * @param environment all variables of the environment
   * @param exitsOnError whether it is started with {@code -e}
   * @return how it ends
   * @throws ShellException where it does more than is followed
   */
  public Status follow(
      World world,
      List<String> arguments,
      SortedMap<String, String> environment,
      boolean exitsOnError)
      throws ShellException {
    State state = new State(arguments, environment, exitsOnError);
    return new Interpreter(world, new Effort()).run(body, state).status();
  }
}
