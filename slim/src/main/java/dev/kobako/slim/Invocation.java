package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.SortedMap;

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
   * A path of an argument or variable as the program finds it: relative ones from where it starts.
   */
  String absolute(String path) {
    return path.startsWith("/") ? path : workingDirectory + "/" + path;
  }
}
