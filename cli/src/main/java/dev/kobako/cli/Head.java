package dev.kobako.cli;

import dev.kobako.image.Compression;
import dev.kobako.image.LayerWriter;
import dev.kobako.slim.Source;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.ImagePath;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A head start: what takes long the first time in a JVM, and is needed later in the same command,
 * is begun on another core. Nothing depends on it but time; what fails here fails again, and is
 * reported, where it is needed.
 */
final class Head {
  private Head() {}

  /** Links the system calls by which the host's files are looked at. */
  static void ofFileCalls() {
    start(() -> HostTree.of(Path.of("/")).entry(ImagePath.of("/etc/passwd")));
  }

  /** Loads the compressor, if there will be layers, and reads the package database. */
  static void of(Source source, Optional<Compression> compression) {
    start(() -> {
      compression.ifPresent(LayerWriter::prepare);
      source.packages().all();
    });
  }

  private static void start(Runnable work) {
    Thread.ofPlatform()
        .daemon()
        .name("head start")
        .start(() -> {
          try {
            work.run();
          } catch (RuntimeException _) {
            // told where it is needed
          }
        });
  }
}
