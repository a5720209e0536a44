package dev.kobako.fix;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** What makes one text of another, as {@code patch} and {@code git apply} read it. */
final class UnifiedPatch {
  private static final int CONTEXT = 3;

  private UnifiedPatch() {}

  /**
   * The patch; empty where nothing differs.
   *
   * @param path of the file, as users name it
   */
  static String between(String path, String before, String after) {
    List<String> old = lines(before);
    // patch takes no absolute one, and git none with two slashes
    String name = path.startsWith("/") ? path.substring(path.lastIndexOf('/') + 1) : path;
    List<String> patch =
        UnifiedDiffUtils.generateUnifiedDiff(
            "a/" + name, "b/" + name, old, DiffUtils.diff(old, lines(after)), CONTEXT);
    return patch.isEmpty() ? "" : String.join("\n", patch) + "\n";
  }

  /**
   * What makes a file that was not there.
   *
   * @param path of the file, as users name it
   */
  static String ofNew(String path, String text) {
    // the library counts the lines of nothing from 1, which patch takes for a file that is there
    StringBuilder patch = new StringBuilder("--- /dev/null\n+++ b/" + path + "\n");
    List<String> lines = lines(text);
    patch.append("@@ -0,0 +1,").append(lines.size()).append(" @@\n");
    lines.forEach(line -> patch.append('+').append(line).append('\n'));
    return patch.toString();
  }

  /** The lines; what the last one lacks is a part of it. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.removeLast();
    if (!last.isEmpty()) {
      lines.add(last + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
