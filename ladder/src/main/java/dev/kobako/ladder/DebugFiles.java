package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;

/** Debug information in files of its own. */
final class DebugFiles implements CleanRule {
  @Override
  public String name() {
    return "debug-files";
  }

  @Override
  public String about() {
    return "Debug information that debuggers look for in /usr/lib/debug and in folders"
        + " called .debug.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    CleanPaths.empty(cleaning, "/usr/lib/debug");
    CleanPaths.empty(cleaning, "/usr/local/lib/debug");
    for (ImagePath path : CleanPaths.files(cleaning, DebugFiles::isDetached)) {
      cleaning.remove(path);
    }
  }

  private static boolean isDetached(ImagePath path) {
    return path.name().endsWith(".debug") && Ancestors.parentName(path).equals(".debug");
  }
}
