package dev.kobako.toolbox;

import java.nio.file.Path;

/** Brings tools from packages. */
public interface ToolPackages {
  /**
   * Unpacks a tool's latest version in its place.
   *
   * @return the program
   * @throws dev.kobako.diagnostic.KobakoException where it can't be had
   */
  Path unpack(Tool tool, Toolbox toolbox);
}
