package dev.kobako.toolbox;

import java.nio.file.Path;

/**
 * A tool that can be started.
 *
 * @param program absolute path
 * @param version as the program says it, {@code 1.1.5}
 * @param place where it was found
 */
public record FoundTool(Tool tool, Path program, String version, Place place) {
  /** Where a tool can be. */
  public enum Place {
    /** The user's own, on the PATH. */
    PATH,
    /** From a package that kobako fetched. */
    TOOLBOX
  }
}
