package dev.kobako.lint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder that relative paths start from, as far as it can be known. */
final class WorkingFolder {
  private @Nullable String folder;

  /** The root. */
  WorkingFolder() {
    this("/");
  }

  private WorkingFolder(@Nullable String folder) {
    this.folder = folder;
  }

  WorkingFolder copy() {
    return new WorkingFolder(folder);
  }

  /** Goes to a path. */
  void go(String path) {
    folder = place(path).orElse(null);
  }

  /** Where a path leads; empty where that hangs on a variable or the path is none of Linux. */
  Optional<String> place(String path) {
    if (path.isEmpty() || path.contains("$") || path.contains("~") || Words.isWindowsPath(path)) {
      return Optional.empty();
    }
    String from = folder;
    if (!path.startsWith("/") && from == null) {
      return Optional.empty();
    }
    Deque<String> names = new ArrayDeque<>();
    for (String name : (path.startsWith("/") ? path : from + "/" + path).split("/")) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return Optional.of("/" + String.join("/", names));
  }
}
