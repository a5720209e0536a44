package dev.kobako.toolbox;

import java.nio.file.Path;

/** Brings tools from packages. */
public interface ToolPackages {
  /**
   * Lays out a tool's latest version in its place, unless it is there and starts.
   *
   * @return the program, absolute
   * @throws dev.kobako.diagnostic.KobakoException where it can't be had
   */
  Path unpack(Tool tool, Toolbox toolbox);
}
