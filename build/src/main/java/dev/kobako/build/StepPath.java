package dev.kobako.build;

import dev.kobako.dockerfile.LexicalPath;

/** Paths of WORKDIR, COPY and mounts, before any tree is at hand. */
final class StepPath {
  private StepPath() {}

  /** Whether the path starts at the root. */
  static boolean isAbsolute(String path) {
    return path.startsWith("/");
  }

  /** A working directory: what is absolute stays as it is written. */
  static String workingDirectory(String current, String path) {
    if (path.isEmpty()) {
      return current;
    }
    return isAbsolute(path) ? path : LexicalPath.clean(current + "/" + path);
  }

  /**
   * A destination: clean, with a slash at its end where it was written with one or as {@code .},
   * which mean a folder.
   */
  static String destination(String current, String path) {
    String clean = LexicalPath.clean(isAbsolute(path) ? path : current + "/" + path);
    boolean folder =
        path.isEmpty() || path.equals(".") || path.endsWith("/") || path.endsWith("/.");
    return folder && !clean.equals("/") ? clean + "/" : clean;
  }
}
