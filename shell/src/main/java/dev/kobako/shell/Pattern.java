package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;

/** Patterns of sh(1): {@code *}, {@code ?}, {@code [a-z]}; a backslash before what is meant so. */
final class Pattern {
  private Pattern() {}

  /** Whether a text fits a pattern as a whole. */
  static boolean fits(String pattern, String text) {
    // Positions of the last star and of what it took: enough, since a star can take over for all
    // stars before it.
    int p = 0;
    int t = 0;
    int star = -1;
    int taken = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p;
        p++;
        taken = t;
        continue;
      }
      int end = fitsOne(pattern, p, text.charAt(t));
      if (end > 0) {
        p = end;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        taken++;
        t = taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on after one letter that fits; 0 where it doesn't fit. */
  private static int fitsOne(String pattern, int p, char c) {
    if (p >= pattern.length()) {
      return 0;
    }
    return switch (pattern.charAt(p)) {
      case '?' -> p + 1;
      case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : 0;
      case '[' -> {
        int end = pattern.indexOf(']', p + 2);
        if (end < 0) {
          yield c == '[' ? p + 1 : 0;
        }
        yield fitsSet(pattern.substring(p + 1, end), c) ? end + 1 : 0;
      }
      default -> pattern.charAt(p) == c ? p + 1 : 0;
    };
  }

  private static boolean fitsSet(String set, char c) {
    boolean negated = set.startsWith("!") || set.startsWith("^");
    boolean found = false;
    for (int i = negated ? 1 : 0; i < set.length(); i++) {
      boolean range = i + 2 < set.length() && set.charAt(i + 1) == '-';
      char last = range ? set.charAt(i + 2) : set.charAt(i);
      found |= c >= set.charAt(i) && c <= last;
      i += range ? 2 : 0;
    }
    return found != negated;
  }

  /** What the names of files that fit are, sorted; none where none fits. */
  static List<String> files(String pattern, World world) {
    if (!pattern.startsWith("/")) {
      return List.of();
    }
    List<String> found = List.of("");
    for (String name : pattern.substring(1).split("/")) {
      List<String> next = new ArrayList<>();
      for (String folder : found) {
        for (String child : world.names(folder.isEmpty() ? "/" : folder)) {
          boolean hidden = child.startsWith(".") && !name.startsWith(".");
          if (!hidden && fits(name, child)) {
            next.add(folder + "/" + child);
          }
        }
      }
      found = next;
    }
    return found;
  }
}
