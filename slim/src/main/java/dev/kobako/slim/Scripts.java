package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows files that are run and are no ELF files: a script brings what its first line names, and
 * one of the shell the commands that it calls.
 *
 * @param closure that everything is kept in
 * @param loading that is told of what is missing
 */
record Scripts(Closure closure, Loading loading) {
  /** A longer one is not read for its commands. */
  private static final int LIMIT = 4 << 20;

  /**
   * Keeps what a file needs as a script.
   *
   * @throws KobakoException if it is none and has to be run
   */
  void follow(ImagePath path, Entry.RegularFile file, Need need) throws IOException {
    byte[] head;
    try (InputStream in = file.content().open()) {
      head = in.readNBytes(Shebang.LIMIT);
    }
    Optional<Shebang> line = Shebang.of(head);
    if (line.isEmpty() && need != Need.REQUIRED) {
      return;
    }
    if (line.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              path.toString(),
              file.content().size() == 0
                  ? "is empty, expected a program"
                  : "is neither an ELF file nor a script with a '#!' line",
              "name a program; data files go in with --include"));
    }
    Shebang shebang = line.get();
    keepInterpreterOf(
        path, shebang.interpreter(), shebang.isEnv() ? List.of() : options(shebang), need);
    String shell = shebang.interpreter();
    if (shebang.isEnv()) {
      Optional<String> program = shebang.envProgram();
      if (program.isPresent()) {
        shell = program.get();
        keepInterpreterOf(
            path,
            shell.startsWith("/") ? shell : closure.inSearchPath(shell).orElse(shell),
            List.of(),
            need);
      }
    }
    if (closure.options().allows(Guess.SCRIPT)
        && ScriptCommands.isShell(shell)
        && file.content().size() <= LIMIT) {
      ScriptCommands.apply(path, file, closure);
    }
  }

  private static List<String> options(Shebang line) {
    return line.argument().map(List::of).orElse(List.of());
  }

  private void keepInterpreterOf(
      ImagePath script, String interpreter, List<String> options, Need need) throws IOException {
    Reason reason = Reason.needed(script, "runs the script");
    List<String> arguments = new ArrayList<>(List.of(interpreter));
    arguments.addAll(options);
    arguments.add(script.toString());
    if (!interpreter.startsWith("/")
        || closure.keepProgram(interpreter, arguments, reason).isEmpty()) {
      loading.noteMissing(
          new Missing(
              interpreter,
              script,
              interpreter.startsWith("/") ? List.of("#!") : closure.source().searchPath(),
              "not found"),
          need);
    }
  }
}
