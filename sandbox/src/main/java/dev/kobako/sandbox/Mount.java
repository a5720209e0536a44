package dev.kobako.sandbox;

import java.nio.file.Path;

/**
 * A file or folder of the host that the command sees.
 *
 * @param source on the host, absolute
 * @param target absolute path in the root; made if missing, and no link may lie on the way
 * @param readOnly whether writing to it fails
 */
public record Mount(Path source, String target, boolean readOnly) {
  public Mount {
    if (!source.isAbsolute() || !target.startsWith("/")) {
      throw new IllegalArgumentException(
          "a mount needs absolute paths: " + source + " at " + target);
    }
  }
}
