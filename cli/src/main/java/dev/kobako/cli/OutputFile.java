package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file of the user's that an option names and a command writes, for everybody to read. */
record OutputFile(Path path) {
  /**
   * Writes all of it or nothing.
   *
   * @param remedy where that can't be done
   * @throws KobakoException outside, where it can't
   */
  void write(byte[] bytes, String remedy) {
    write(path, PosixFilePermissions.fromString("rw-r--r--"), bytes, remedy);
  }

  /**
   * Replaces what is there, or what it leads to, and keeps the mode.
   *
   * @param remedy where that can't be done
   * @throws KobakoException outside, where it can't
   */
  void rewrite(byte[] bytes, String remedy) {
    try {
      Path file = path.toRealPath();
      write(file, Files.getPosixFilePermissions(file), bytes, remedy);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(path.toString(), "can't be written: " + e.getMessage(), remedy), e);
    }
  }

  private static void write(Path path, Set<PosixFilePermission> mode, byte[] bytes, String remedy) {
    StagedFile staged = StagedFile.create(StagedFile.folderOf(path));
    try {
      Files.write(staged.path(), bytes);
      Files.setPosixFilePermissions(staged.path(), mode);
      staged.renameTo(path);
    } catch (IOException e) {
      staged.delete();
      throw KobakoException.outside(
          Diagnostic.of(path.toString(), "can't be written: " + e.getMessage(), remedy), e);
    }
  }
}
