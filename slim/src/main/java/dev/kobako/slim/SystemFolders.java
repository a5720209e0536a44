package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.Set;

/**
 * Folders that hold all kinds of things, by the file system hierarchy standard (FHS 3.0): a program
 * that is in one, or is started there, does not own it.
 */
final class SystemFolders {
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
  static boolean include(ImagePath folder) {
    var names = folder.names();
    return switch (names.size()) {
      case 0 -> true;
      case 1 -> SYSTEM.contains(names.getFirst());
      case 2 -> names.getFirst().equals("usr") && BELOW_USR.contains(names.getLast())
          || names.getFirst().equals("var");
      case 3 ->
          names.getFirst().equals("usr")
              && (names.get(1).equals("local") && BELOW_USR.contains(names.getLast())
                  || names.get(1).equals("lib") && names.getLast().contains("-linux-"));
      default -> false;
    };
  }
}
