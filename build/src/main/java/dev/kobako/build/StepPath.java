package dev.kobako.build;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Paths of WORKDIR, COPY and mounts, before any tree is at hand: {@code ..} is taken as text, as
 * Go's {@code path.Clean} does, whatever links there are.
 */
final class StepPath {
  private StepPath() {}

  /** Whether the path starts at the root. */
  static boolean isAbsolute(String path) {
    return path.startsWith("/");
  }

  /** The shortest path that means the same; nothing is above the root. */
  static String clean(String absolute) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : absolute.split("/")) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return "/" + String.join("/", names);
  }

  /** A working directory: what is absolute stays as it is written. */
  static String workingDirectory(String current, String path) {
    if (path.isEmpty()) {
      return current;
    }
    return isAbsolute(path) ? path : clean(current + "/" + path);
  }

  /**
   * A destination: clean, with a slash at its end where it was written with one or as {@code .},
   * which mean a folder.
   */
  static String destination(String current, String path) {
    String clean = clean(isAbsolute(path) ? path : current + "/" + path);
    boolean folder =
        path.isEmpty() || path.equals(".") || path.endsWith("/") || path.endsWith("/.");
    return folder && !clean.equals("/") ? clean + "/" : clean;
  }
}
