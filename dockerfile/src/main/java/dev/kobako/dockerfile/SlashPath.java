package dev.kobako.dockerfile;

import java.util.ArrayDeque;
import java.util.Deque;

/** SlashPath as text, with slashes, by the rules of Go's package {@code path}. */
final class SlashPath {
  private SlashPath() {}

  /** The shortest path that means the same without looking at links; {@code .} for nothing. */
  static String clean(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> kept = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
        kept.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(absolute && part.equals(".."))) {
        kept.addLast(part);
      }
    }
    String joined = String.join("/", kept);
    return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  /** The same below the root, which {@code ..} doesn't leave. */
  static String inRoot(String path) {
    return clean("/" + path);
  }

  /** The last part; {@code .} of nothing. */
  static String last(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    String last = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    return path.isEmpty() ? "." : last.isEmpty() ? "/" : last;
  }
}
