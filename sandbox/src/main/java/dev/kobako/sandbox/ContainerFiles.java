package dev.kobako.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of a container as its layers and what it has changed have them, found without entering it.
 *
 * @param roots the folders that are laid over each other, the uppermost first
 */
record ContainerFiles(List<Path> roots) {
  private static final int MAX_BYTES = 10 << 20;

  /** Those of a container whose folder this is. */
  static ContainerFiles of(KnownContainer container, Path folder) {
    List<Path> roots = new ArrayList<>();
    roots.add(folder.resolve("layer/fs"));
    container.named().container().layers().reversed().stream()
        .map(LayerFolders.Unpacked::folder)
        .forEach(roots::add);
    return new ContainerFiles(roots);
  }

  /** A regular file, no link on the way; empty where there is none that we can read. */
  Optional<byte[]> bytes(String path) {
    for (Path root : roots) {
      Path file = root.resolve(path);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return read(file);
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty(); // It was removed, or is something else.
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(MAX_BYTES));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
