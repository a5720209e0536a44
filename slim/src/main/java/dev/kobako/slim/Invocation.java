package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.SortedMap;

/**
 * A program as it is started.
 *
 * @param program its executable, without links
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
}
