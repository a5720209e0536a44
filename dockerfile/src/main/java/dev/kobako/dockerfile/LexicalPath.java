package dev.kobako.dockerfile;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths shortened as text, without a look at any file, as Go's {@code filepath.Clean} does. */
public final class LexicalPath {
  private LexicalPath() {}

  /**
   * The shortest path that says the same: without doubled slashes, {@code .}, a trailing slash, and
   * {@code ..} after a name. {@code .} where nothing is left.
   */
  public static String clean(String path) {
    boolean rooted = path.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!name.equals("..")) {
        names.addLast(name);
      } else if (!names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!rooted) {
        names.addLast(name);
      }
    }
    String joined = String.join("/", names);
    if (rooted) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }

  /** The last name, as Go's {@code path.Base} finds it; {@code .} of nothing. */
  static String last(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    String name = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    return path.isEmpty() ? "." : name.isEmpty() ? "/" : name;
  }
}
