package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code system} and {@code popen} start {@code /bin/sh}, which starts the commands of the text it
 * is given. Constants with more than one word are read as such texts; where that finds more
 * programs than a command line has, the constants are prose, and the programs become hints. A
 * program that starts others by itself and has the constant {@code /bin/sh} starts that too.
 */
final class ShellKnowledge implements Knowledge {
  private static final String SHELL = "/bin/sh";

  private static final List<String> STARTS =
      List.of(
          "execl", "execv", "execve", "execlp", "execvp", "execvpe", "posix_spawn", "posix_spawnp");

  /** More programs than this in the constants of one object are words of messages, not commands. */
  static final int MOST_COMMANDS = 3;

  /** More than this are not even worth a hint. */
  private static final int MOST_HINTS = 12;

  @Override
  public Guess guess() {
    return Guess.SHELL;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    for (LoadedObject caller : program.callers(List.of("system", "popen", "wordexp"))) {
      if (!caller.path().equals(program.program().path())) {
        // A library's call may never be made; its shell would come with every user of it.
        continue;
      }
      closure.keepProgram(
          SHELL, Reason.guessed(caller.path(), "runs commands for system or popen of", guess()));
      Set<String> commands = new LinkedHashSet<>();
      for (String constant : program.constants(caller)) {
        if (constant.indexOf(' ') > 0) {
          commands.addAll(ShellCommands.in(constant));
        }
      }
      keepFew(commands, caller.path(), closure, guess(), "in a command for system or popen of");
    }
    keepNamedShell(program, closure);
  }

  /** Those that do without {@code system}, as make, git and perl do, name the shell themselves. */
  private void keepNamedShell(RunningProgram program, Closure closure) throws IOException {
    LoadedObject caller = program.program();
    if (!caller.isLibc()
        && caller.imports(STARTS)
        && program.constants(caller).contains(SHELL)
        && isProgram(closure, SHELL)) {
      closure.keepProgram(
          SHELL, Reason.guessed(caller.path(), "named for exec or spawn in", guess()));
    }
  }

  /** Keeps the programs of these names, or lists them as hints where they are too many. */
  static void keepFew(Set<String> names, ImagePath by, Closure closure, Guess guess, String how)
      throws IOException {
    Set<String> programs = new LinkedHashSet<>();
    for (String name : names) {
      Optional<String> path =
          name.startsWith("/")
              ? Optional.of(name).filter(text -> isProgram(closure, text))
              : name.length() > 1 && name.indexOf('/') < 0
                  ? closure.inSearchPath(name)
                  : Optional.empty();
      path.filter(found -> !closure.tree().resolve(found).place().equals(by))
          .ifPresent(programs::add);
    }
    for (String path : List.copyOf(programs)) {
      if (programs.size() <= MOST_COMMANDS) {
        closure.keepProgram(path, Reason.guessed(by, how, guess));
      } else if (programs.size() <= MOST_HINTS) {
        closure.hint(new Hint(closure.tree().resolve(path).place(), by, Hint.Kind.PROGRAM_NAME));
      }
    }
  }

  private static boolean isProgram(Closure closure, String path) {
    return closure
        .tree()
        .resolve(path)
        .file()
        .filter(file -> (file.attributes().mode() & 0111) != 0)
        .isPresent();
  }
}
