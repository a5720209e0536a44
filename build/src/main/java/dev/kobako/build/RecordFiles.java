package dev.kobako.build;

import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Small files that appear whole or not at all.
 *
 * @param staging where they are written, on the same disk
 */
record RecordFiles(Path staging) {
  /** What is in a file; whatever can't be read is as good as absent. */
  static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Writes a file in place of what is there; its folder is made. */
  void write(Path target, byte[] bytes) {
    StagedFile.write(staging, target, file -> Files.write(file, bytes));
  }
}
