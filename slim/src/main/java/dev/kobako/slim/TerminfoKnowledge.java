package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;

/**
 * Terminal descriptions (terminfo(5)): a program on ncurses needs the one that TERM names, which is
 * known only when it runs. The usual ones are taken from where the library looks.
 */
final class TerminfoKnowledge implements Knowledge {
  private static final List<String> FOLDERS =
      List.of("/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo");

  /** What terminal emulators, multiplexers and container runtimes set. */
  private static final List<String> TERMINALS =
      List.of(
          "ansi",
          "dumb",
          "linux",
          "screen",
          "screen-256color",
          "tmux",
          "tmux-256color",
          "vt100",
          "vt220",
          "xterm",
          "xterm-256color");

  @Override
  public Guess guess() {
    return Guess.TERMINFO;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) {
    Optional<LoadedObject> library = program.object("libtinfo", "libncurses", "libcurses");
    if (library.isEmpty()) {
      return;
    }
    ImagePath by = library.get().path();
    for (String terminal : TERMINALS) {
      for (String folder : FOLDERS) {
        String path = folder + "/" + terminal.charAt(0) + "/" + terminal;
        if (closure.tree().resolve(path).file().isPresent()) {
          closure.keep(path, Reason.guessed(by, "terminal description for", guess()));
          break;
        }
      }
    }
  }
}
