package dev.kobako.cli;

import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies below a folder, to be compared with what lay there before. */
final class StoreContents {
  private StoreContents() {}

  /**
   * Every file with the digest of its bytes, a lock by its name alone since its size is by chance
   * and up to 1 GiB; but for what this JVM itself has staged, and the lock on that, which it
   * removes when it ends, as each command does that is a process of its own.
   */
  static List<String> of(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> contents = new ArrayList<>();
      for (Path file : files.filter(StoreContents::counts).sorted().toList()) {
        String name = folder.relativize(file).toString();
        contents.add(name + " " + (name.endsWith(".lock") ? "a lock" : digest(file)));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path file) throws IOException {
    return Digest.sha256(Files.readAllBytes(file)).toString();
  }

  private static boolean counts(Path file) {
    String name = file.getFileName().toString();
    long own = ProcessHandle.current().pid();
    return !Files.isDirectory(file)
        && !name.startsWith("staged-" + own + "-")
        && !name.startsWith("staging-" + own + "-");
  }
}
