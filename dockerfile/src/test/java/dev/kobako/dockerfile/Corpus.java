package dev.kobako.dockerfile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Dockerfiles of others, in the folder {@code shared} beside the repository. */
final class Corpus {
  private Corpus() {}

  /** A folder in it; where there is none, the test is skipped. */
  static Path folder(String name) {
    Path folder = SharedFolder.find(name).orElse(null);
    assumeTrue(folder != null, "needs the folder shared/" + name + " beside the repository");
    return folder;
  }

  /** All Dockerfiles in it, in one order; none where it is absent. */
  static List<Path> dockerfiles() throws IOException {
    Path parser = SharedFolder.find("parser").orElse(null);
    if (parser == null) {
      return List.of();
    }
    try (Stream<Path> files =
        Files.find(
            parser.toRealPath().resolve("..").normalize(), 5, (path, _) -> isDockerfile(path))) {
      return files.sorted().toList();
    }
  }

  private static boolean isDockerfile(Path path) {
    return path.getFileName().toString().startsWith("Dockerfile");
  }
}
