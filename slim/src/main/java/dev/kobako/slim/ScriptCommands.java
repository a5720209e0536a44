package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The commands that a kept shell script calls by name: kept, each with all it needs. */
final class ScriptCommands {
  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "busybox");

  private ScriptCommands() {}

  /** Whether a script's interpreter is a shell. */
  static boolean isShell(String interpreter) {
    return SHELLS.contains(interpreter.substring(interpreter.lastIndexOf('/') + 1));
  }

  static void apply(ImagePath script, Entry.RegularFile file, Closure closure) throws IOException {
    String text = new String(file.content().bytes(), StandardCharsets.UTF_8);
    for (String command : ShellCommands.in(text)) {
      Optional<String> path =
          command.startsWith("/")
              ? Optional.of(command).filter(p -> closure.tree().resolve(p).file().isPresent())
              : command.indexOf('/') < 0 ? closure.inSearchPath(command) : Optional.empty();
      if (path.isPresent()) {
        closure.keepProgram(
            path.get(), Reason.guessed(script, "called by the script", Guess.SCRIPT));
      }
    }
  }
}
