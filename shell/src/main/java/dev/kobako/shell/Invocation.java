package dev.kobako.shell;

import java.util.List;

/**
 * A command as it stands in a script, run or not.
 *
 * @param name of the program or function
 * @param arguments without quotes; an expansion is {@code ${...}} with what is known of it inside
 * @param at where it stands, with its assignments and redirections
 * @param words where its words stand: first what is written in the place of the name, which may be
 *     {@code exec} or the like, with the name as first argument
 */
public record Invocation(String name, List<String> arguments, Extent at, List<Extent> words) {
  public Invocation {
    arguments = List.copyOf(arguments);
    words = List.copyOf(words);
  }

  /** The line of the script, 1 for the first. */
  public int line() {
    return at.line();
  }
}
