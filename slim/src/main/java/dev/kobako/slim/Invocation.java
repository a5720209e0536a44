package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * A program as it is started.
 *
 * @param program its executable as it was called, perhaps through links, which tell a Python of a
 *     virtual environment from the one that it leads to
 * @param arguments the first names the program
 * @param workingDirectory absolute
 */
public record Invocation(
    ImagePath program,
    List<String> arguments,
    SortedMap<String, String> environment,
    String workingDirectory) {
  public Invocation {
    arguments = List.copyOf(arguments);
  }

  /**
   * Whether a native program is started that is called so, or is one that a link leads to.
   *
   * @param isName of its file, without folders
   */
  boolean runsNative(Predicate<String> isName, Closure closure) throws IOException {
    return (isName.test(program.name())
            || isName.test(closure.tree().resolve(program).place().name()))
        && closure.elfAt(program.toString()).isPresent();
  }

  /**
   * A path of an argument or variable as the program finds it: relative ones from where it starts.
   */
  String absolute(String path) {
    return path.startsWith("/") ? path : workingDirectory + "/" + path;
  }
}
