package dev.kobako.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The file that an archive is written to, which appears when it is complete.
 *
 * @param file that is made or replaced
 */
record ArchiveOutput(Path file) {
  private static final int BUFFER = 256 * 1024;

  /** Writes the archive. */
  void write(ArchiveTar archive, Progress progress) {
    Path folder = StagedFile.folderOf(file);
    StagedFile.sweep(folder);
    StagedFile staged = StagedFile.create(folder);
    boolean done = false;
    try {
      try (OutputStream out = new BufferedOutputStream(DiskOutput.stream(staged.path()), BUFFER)) {
        archive.writeTo(out, progress);
      }
      staged.renameTo(file.toAbsolutePath());
      done = true;
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }
}
