package dev.kobako.check;

import java.util.List;

/**
 * One run of the image from start to stop, with what is done to it meanwhile. At its end it gets
 * its stop signal; then it is started and stopped once more, since shutdown and restart touch other
 * files.
 *
 * @param name how messages and reports call it
 */
public record Scenario(String name, RunOptions options, List<Drive> drives) {
  public Scenario {
    drives = List.copyOf(drives);
  }
}
