package dev.kobako.shell;

import java.util.List;

/**
 * A command as it stands in a script, run or not.
 *
 * @param name of the program or function
 * @param arguments without quotes; an expansion is {@code ${...}} with what is known of it inside
 * @param line of the script, 1 for the first
 */
public record Invocation(String name, List<String> arguments, int line) {
  public Invocation {
    arguments = List.copyOf(arguments);
  }
}
