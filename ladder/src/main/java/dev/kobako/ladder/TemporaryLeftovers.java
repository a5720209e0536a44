package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;

/** What programs that made the image left in folders for temporary files. */
final class TemporaryLeftovers implements CleanRule {
  private static final List<String> FOLDERS = List.of("/tmp", "/var/tmp");

  private static final List<String> STARTS =
      List.of(
          "hsperfdata_",
          "pip-",
          "npm-",
          "yarn--",
          "v8-compile-cache-",
          "node-compile-cache",
          "go-build");

  @Override
  public String name() {
    return "temporary-leftovers";
  }

  @Override
  public String about() {
    return "Files and folders below /tmp and /var/tmp that carry names of mktemp, Python,"
        + " pip, npm, yarn, Node, Go or Java's performance data; other names stay.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (String folder : FOLDERS) {
      CleanPaths.empty(cleaning, ImagePath.of(folder), path -> isLeft(path.name()));
    }
  }

  private static boolean isLeft(String name) {
    return STARTS.stream().anyMatch(name::startsWith) || isMade(name);
  }

  /** As mktemp(1) and Python's tempfile call what they make. */
  private static boolean isMade(String name) {
    return (name.startsWith("tmp.") && name.length() == "tmp.".length() + 10)
        || (name.startsWith("tmp") && name.length() == "tmp".length() + 8 && isRandom(name));
  }

  private static boolean isRandom(String name) {
    return name.chars().allMatch(c -> Character.isLowerCase(c) || Character.isDigit(c) || c == '_');
  }
}
