package dev.kobako.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a tar's member, folded as Go's filepath.Clean does, which Docker and containerd use:
 * a leading slash and {@code .} go, {@code ..} takes back the name before it. A name that would
 * lead above the root is an error, as in Docker.
 *
 * @param names from the root down; none for the root itself
 */
record MemberName(List<String> names) {
  static MemberName of(String text, TarLimits limits, TarPlace place) {
    List<String> names = new ArrayList<>(8);
    int start = 0;
    while (start < text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      String name = text.substring(start, end);
      start = end + 1;
      if (name.equals("..")) {
        if (names.isEmpty()) {
          throw place.finding(
              "the name '" + Printable.text(text) + "' leads out of the root",
              "such a layer is an attack or an accident: don't use it");
        }
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        requireShort(name, limits, place);
        names.add(name);
      }
    }
    return new MemberName(names);
  }

  private static void requireShort(String name, TarLimits limits, TarPlace place) {
    if (3L * name.length() > limits.nameBytes()) {
      int bytes = PathBytes.encode(name).length;
      if (bytes > limits.nameBytes()) {
        throw place.finding(
            "a file name of " + bytes + " bytes, expected at most " + limits.nameBytes());
      }
    }
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  /** The place that it names where no parent is a symbolic link. */
  ImagePath path() {
    return ImagePath.of("/" + String.join("/", names));
  }

  boolean anyStartsWith(String start) {
    for (String name : names) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  String last() {
    return names.getLast();
  }

  List<String> parents() {
    return names.subList(0, names.size() - 1);
  }

  @Override
  public String toString() {
    return "/" + Printable.text(String.join("/", names));
  }
}
