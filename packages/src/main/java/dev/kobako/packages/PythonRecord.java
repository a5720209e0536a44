package dev.kobako.packages;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The RECORD of an installed Python distribution: which files are its own.
 *
 * <p>See <a
 * href="https://packaging.python.org/en/latest/specifications/recording-installed-packages/">
 * Recording installed projects</a>.
 */
public final class PythonRecord {
  /** The largest known have some 20,000 lines. */
  private static final int LONGEST = 16 << 20;

  private PythonRecord() {}

  /**
   * The files that it lists, by their paths from the folder in which the distribution is installed;
   * these may begin with {@code ..}. None where there is no RECORD.
   *
   * @param metadata the {@code .dist-info} folder
   */
  public static List<String> paths(Tree tree, ImagePath metadata) throws IOException {
    Optional<Entry.RegularFile> record = tree.resolve(metadata.child("RECORD")).file();
    if (record.isEmpty() || record.get().content().size() > LONGEST) {
      return List.of();
    }
    List<String> paths = new ArrayList<>();
    for (String line : PathBytes.decode(record.get().content().bytes()).lines().toList()) {
      String path = path(line);
      if (!path.isEmpty() && !path.startsWith("/") && path.indexOf('\0') < 0) {
        paths.add(path);
      }
    }
    return paths;
  }

  /** Of path, digest and size with commas between; a path with a comma in it is in quotes. */
  private static String path(String line) {
    int end = line.startsWith("\"") ? line.indexOf('"', 1) : line.indexOf(',');
    return end < 0 ? line : line.substring(line.startsWith("\"") ? 1 : 0, end);
  }
}
