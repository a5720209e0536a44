package dev.kobako.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder for files in between, on the store's disk; gone with everything in it when closed. */
final class ScratchFolder implements AutoCloseable {
  private final Path path;
  private final boolean made;

  private ScratchFolder(Path path, boolean made) {
    this.path = path;
    this.made = made;
  }

  static ScratchFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new ScratchFolder(Files.createTempDirectory(parent, "scratch"), true);
  }

  /** For a command that needs none: {@code parent} itself, which stays. */
  static ScratchFolder none(Path parent) {
    return new ScratchFolder(parent, false);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (!made) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
