package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the user's that an option names.
 *
 * @param option with its value, for messages: {@code --keep-file keep}
 */
record InputFile(String option, Path path) {
  /** More than anybody writes by hand, or has written for a lock. */
  private static final int MOST = 16 << 20;

  /**
   * All of it.
   *
   * @throws KobakoException usage, where it can't be read or is too large
   */
  byte[] bytes() {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST + 1);
    } catch (IOException e) {
      throw KobakoException.usage(
          Diagnostic.of(option, path + " can't be read", "name a file that is there"));
    }
    if (bytes.length > MOST) {
      throw KobakoException.usage(
          Diagnostic.of(option, path + " has more than " + MOST + " bytes", "name another file"));
    }
    return bytes;
  }
}
