package dev.kobako.dockerfile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Dockerfiles of others, in the folder {@code shared} beside the repository. */
final class Corpus {
  private Corpus() {}

  /** A folder in it; where there is none, the test is skipped. */
  static Path folder(String name) {
    Path shared = shared();
    assumeTrue(shared != null, "needs the folder shared beside the repository");
    Path folder = shared.resolve(name);
    assumeTrue(Files.isDirectory(folder), "needs the folder shared/" + name);
    return folder;
  }

  /** All Dockerfiles in it, in one order; none where it is absent. */
  static List<Path> dockerfiles() throws IOException {
    Path shared = shared();
    if (shared == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(shared, 5, (path, _) -> isDockerfile(path))) {
      return files.sorted().toList();
    }
  }

  private static boolean isDockerfile(Path path) {
    return path.getFileName().toString().startsWith("Dockerfile");
  }

  private static @Nullable Path shared() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path shared = folder.resolveSibling("shared");
      if (Files.isDirectory(shared.resolve("parser"))) {
        return shared;
      }
      folder = folder.getParent();
    }
    return null;
  }
}
