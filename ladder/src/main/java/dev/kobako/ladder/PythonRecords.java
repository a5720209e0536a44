package dev.kobako.ladder;

import dev.kobako.packages.PythonPaths;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is installed in one {@code site-packages} or {@code dist-packages} folder, by its {@code
 * .dist-info} and {@code .egg-info} (Python packaging user guide, "Recording installed projects").
 */
final class PythonRecords {
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
  private List<String> paths(ImagePath info) throws IOException {
    PythonPaths paths = PythonPaths.of(tree, info);
    return paths.importable().isEmpty()
        ? paths.recorded().stream().filter(path -> !path.startsWith(info.name() + "/")).toList()
        : paths.importable();
  }
}
