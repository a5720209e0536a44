package dev.kobako.elf;

import java.util.List;

/**
 * A library, or the interpreter itself, without which the program does not start.
 *
 * @param name as the object that needs it calls it
 * @param neededBy real path of that object
 * @param searched the folders that were looked into, or the path where the name is one
 * @param why what is wrong, in words: not found, or found but unusable
 */
public record MissingLibrary(String name, String neededBy, List<String> searched, String why) {
  public MissingLibrary {
    searched = List.copyOf(searched);
  }
}
