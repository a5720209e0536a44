package dev.kobako.toolbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs that behave as tests need it. */
final class Script {
  private Script() {}

  /** What a shell is told, as the bytes of a program. */
  static String text(String commands) {
    return "#!/bin/sh\n" + commands + "\n";
  }

  /** The program as an executable file, in folders that are made. */
  static Path at(Path file, String commands) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text(commands));
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
