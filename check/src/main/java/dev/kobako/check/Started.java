package dev.kobako.check;

import java.util.List;

/**
 * A program that was started in a traced run.
 *
 * @param path of the executable as it was asked, absolute
 * @param arguments the first names the program; bounded
 */
public record Started(String path, List<String> arguments) {
  public Started {
    arguments = List.copyOf(arguments);
  }
}
