package dev.kobako.slim;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Programs started without a shell: a program that calls {@code execvp} and the like and holds a
 * constant that is a program of the search path. Where there are many, the words are not commands.
 */
final class ExecKnowledge implements Knowledge {
  /** Words of one or two letters are options and formats. */
  private static final int SHORTEST = 3;

  private static final int LONGEST = 40;

  private static final List<String> CALLS =
      List.of("execlp", "execvp", "execvpe", "posix_spawnp", "g_spawn_async");

  @Override
  public Guess guess() {
    return Guess.EXEC;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    LoadedObject caller = program.program();
    if (caller.isLibc() || !caller.imports(CALLS)) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    for (String constant : program.constants(caller)) {
      if (constant.length() >= SHORTEST
          && constant.length() <= LONGEST
          && closure.mayBeProgram(constant)) {
        names.add(constant);
      }
    }
    ShellKnowledge.keepFew(names, caller.path(), closure, guess(), "named for execvp in");
  }
}
