package dev.kobako.lint;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Heredoc;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.shell.Invocations;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What a RUN, or the words of a SHELL, run. A script that is none of a POSIX shell or of bash has
 * no commands that anybody could say something of.
 *
 * @param text as the shell has it
 * @param commands in the order in which they begin
 * @param hasPipe whether some command feeds another one
 */
record RunScript(String text, List<ShellCommand> commands, boolean hasPipe) {
  RunScript {
    commands = List.copyOf(commands);
  }

  static RunScript of(Instruction.Run run) {
    return of(text(run.command()));
  }

  static RunScript of(List<String> words) {
    return of(String.join(" ", words));
  }

  private static RunScript of(String text) {
    try {
      Invocations invocations = Script.parseBash(text).invocations();
      return new RunScript(
          text,
          invocations.found().stream()
              .map(each -> new ShellCommand(each.name(), each.arguments()))
              .toList(),
          invocations.hasPipe());
    } catch (ShellException _) {
      return new RunScript(text, List.of(), false);
    }
  }

  private static String text(Command command) {
    return switch (command) {
      case Command.Exec(List<String> words) -> String.join(" ", words);
      case Command.Shell shell -> {
        StringBuilder text = new StringBuilder(shell.isHeredocAlone() ? "" : shell.line());
        for (Heredoc heredoc : shell.heredocs()) {
          text.append(shell.isHeredocAlone() ? "" : "\n").append(heredoc.content());
          if (!shell.isHeredocAlone()) {
            text.append(heredoc.name());
          }
        }
        yield text.toString();
      }
    };
  }

  boolean any(Predicate<ShellCommand> wanted) {
    return commands.stream().anyMatch(wanted);
  }

  /** Whether a program or function of that name is called. */
  boolean calls(String name) {
    return any(command -> command.name().equals(name));
  }

  /** The number of the first command of that kind. */
  OptionalInt first(Predicate<ShellCommand> wanted) {
    for (int i = 0; i < commands.size(); i++) {
      if (wanted.test(commands.get(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Whether the first command of one kind comes before the first of another, and both are there.
   */
  boolean isBefore(Predicate<ShellCommand> earlier, Predicate<ShellCommand> later) {
    OptionalInt one = first(earlier);
    OptionalInt other = first(later);
    return one.isPresent() && other.isPresent() && one.getAsInt() < other.getAsInt();
  }
}
