package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * A library that a kept program can't start without and that is not there.
 *
 * @param name as the program names it
 * @param neededBy who names it
 * @param searched the folders that were looked into, or the path where the name is one
 * @param why what is wrong: not found, or found but unusable
 */
public record Missing(String name, ImagePath neededBy, List<String> searched, String why) {
  public Missing {
    searched = List.copyOf(searched);
  }
}
