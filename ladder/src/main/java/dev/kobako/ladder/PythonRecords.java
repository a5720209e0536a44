package dev.kobako.ladder;

import dev.kobako.packages.PythonRecord;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is installed in one {@code site-packages} or {@code dist-packages} folder, by its {@code
 * .dist-info} and {@code .egg-info} (Python packaging user guide, "Recording installed projects").
 */
final class PythonRecords {
  private static final int MAX_BYTES = 16 << 20;

  private final Tree tree;
  private final ImagePath folder;

  PythonRecords(Tree tree, ImagePath folder) {
    this.tree = tree;
    this.folder = folder;
  }

  /** The folder of installed packages in which a path lies. */
  static Optional<ImagePath> folder(ImagePath path) {
    Optional<ImagePath> above = path.parent();
    while (above.isPresent()) {
      String name = above.get().name();
      if (name.equals("site-packages") || name.equals("dist-packages")) {
        return above;
      }
      above = above.get().parent();
    }
    return Optional.empty();
  }

  /** The files that describe the packages that have a kept file, with that file. */
  Map<ImagePath, ImagePath> of(KeepSet keepSet) throws IOException {
    SortedMap<ImagePath, ImagePath> described = new TreeMap<>();
    for (String name : tree.names(folder)) {
      boolean isWheel = name.endsWith(".dist-info");
      if (!isWheel && !name.endsWith(".egg-info")) {
        continue;
      }
      ImagePath info = folder.child(name);
      boolean isFolder = tree.entry(info).orElse(null) instanceof Entry.Directory;
      Optional<ImagePath> file = firstKept(info, keepSet);
      if (file.isPresent()) {
        described.put(isFolder ? info.child(isWheel ? "METADATA" : "PKG-INFO") : info, file.get());
      }
    }
    return described;
  }

  private Optional<ImagePath> firstKept(ImagePath info, KeepSet keepSet) throws IOException {
    for (String path : paths(info)) {
      ImagePath place = tree.resolve(folder + "/" + path).place();
      Optional<ImagePath> kept = keepSet.at(place).map(Kept::path);
      boolean isFolder = tree.entry(place).orElse(null) instanceof Entry.Directory;
      if (kept.isPresent() && (!isFolder || holdsFile(place, keepSet))) {
        return kept;
      }
    }
    return Optional.empty();
  }

  private boolean holdsFile(ImagePath place, KeepSet keepSet) {
    return tree.names(place).stream()
        .map(place::child)
        .anyMatch(below ->
            keepSet.at(below).isPresent()
                && (!(tree.entry(below).orElse(null) instanceof Entry.Directory)
                    || holdsFile(below, keepSet)));
  }

  /** Its files as they are recorded, or else the names that it can be imported by. */
  private Set<String> paths(ImagePath info) throws IOException {
    Set<String> paths = new LinkedHashSet<>();
    for (String path : PythonRecord.paths(tree, info)) {
      if (!path.startsWith(info.name() + "/")) {
        paths.add(path);
      }
    }
    if (paths.isEmpty()) {
      for (String name : lines(info.child("top_level.txt"))) {
        add(paths, name.strip());
      }
    }
    if (paths.isEmpty()) {
      int dash = info.name().indexOf('-');
      String name = dash < 0 ? info.name() : info.name().substring(0, dash);
      add(paths, name);
      add(paths, name.toLowerCase(Locale.ROOT));
    }
    return paths;
  }

  private static void add(Set<String> paths, String name) {
    if (!name.isEmpty() && name.indexOf('\0') < 0) {
      paths.add(name);
      paths.add(name + ".py");
    }
  }

  private List<String> lines(ImagePath place) throws IOException {
    if (tree.entry(place).orElse(null) instanceof Entry.RegularFile file
        && file.content().size() <= MAX_BYTES) {
      try (InputStream in = file.content().open()) {
        return PathBytes.decode(in.readNBytes(MAX_BYTES)).lines().toList();
      }
    }
    return List.of();
  }
}
