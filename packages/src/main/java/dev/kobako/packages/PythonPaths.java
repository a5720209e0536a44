package dev.kobako.packages;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What an installed Python distribution has, by paths from the folder in which it is installed
 * (Python packaging user guide, "Recording installed projects").
 *
 * @param recorded files, which may lie outside that folder; none where nothing was recorded
 * @param importable names of modules and packages, for what has no record
 */
public record PythonPaths(List<String> recorded, List<String> importable) {
  private static final int MAX_BYTES = 16 << 20;

  public PythonPaths {
    recorded = List.copyOf(recorded);
    importable = List.copyOf(importable);
  }

  /**
   * Those of a distribution.
   *
   * @param info its {@code .dist-info} or {@code .egg-info}, a folder or file
   */
  public static PythonPaths of(Tree tree, ImagePath info) throws IOException {
    List<String> recorded = PythonRecord.paths(tree, info);
    if (recorded.stream().anyMatch(path -> !path.startsWith(info.name() + "/"))) {
      return new PythonPaths(recorded, List.of());
    }
    SequencedSet<String> names = new LinkedHashSet<>();
    for (String name : lines(tree, info.child("top_level.txt"))) {
      add(names, name.strip());
    }
    if (names.isEmpty()) {
      int dash = info.name().indexOf('-');
      String name = dash < 0 ? info.name() : info.name().substring(0, dash);
      add(names, name);
      add(names, name.toLowerCase(Locale.ROOT));
    }
    return new PythonPaths(recorded, List.copyOf(names));
  }

  private static void add(SequencedSet<String> names, String name) {
    if (!name.isEmpty() && name.indexOf('\0') < 0) {
      names.add(name);
      names.add(name + ".py");
    }
  }

  private static List<String> lines(Tree tree, ImagePath place) throws IOException {
    Optional<Entry.RegularFile> file = tree.resolve(place).file();
    if (file.isEmpty() || file.get().content().size() > MAX_BYTES) {
      return List.of();
    }
    try (InputStream in = file.get().content().open()) {
      return PathBytes.decode(in.readNBytes(MAX_BYTES)).lines().toList();
    }
  }
}
