package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.Set;

/**
 * Folders that hold all kinds of things, by the file system hierarchy standard (FHS 3.0): a program
 * that is in one, or is started there, does not own it.
 */
public final class SystemFolders {
  private static final Set<String> SYSTEM =
      Set.of(
          "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "media", "mnt", "opt",
          "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var");

  private static final Set<String> BELOW_USR =
      Set.of(
          "bin", "etc", "games", "include", "lib", "lib32", "lib64", "libexec", "local", "sbin",
          "share", "src");

  private SystemFolders() {}

  /** Whether a folder is one of them. */
  public static boolean include(ImagePath folder) {
    var names = folder.names();
    String first = names.isEmpty() ? "" : names.getFirst();
    return switch (names.size()) {
      case 0 -> true;
      case 1 -> SYSTEM.contains(first);
      case 2 -> first.equals("var") || (first.equals("usr") && BELOW_USR.contains(names.get(1)));
      case 3 -> first.equals("usr") && isBelow(names.get(1), names.get(2));
      default -> false;
    };
  }

  private static boolean isBelow(String folder, String name) {
    return switch (folder) {
      case "local" -> BELOW_USR.contains(name);
      case "lib" -> name.contains("-linux-");
      default -> false;
    };
  }
}
