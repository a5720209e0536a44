package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loader of classes that Composer writes into a folder of packages, {@code vendor} by default.
 * It finds classes by computed names: which ones nothing in a script tells.
 */
public final class ComposerLoader {
  private static final Pattern OWN = Pattern.compile("\\$baseDir \\. '(/[^']{1,300})'");
  private static final List<String> TABLES =
      List.of(
          "autoload_psr4.php",
          "autoload_classmap.php",
          "autoload_files.php",
          "autoload_namespaces.php");

  private ComposerLoader() {}

  /** The folder of packages, where a file is a script that starts such a loader. */
  public static Optional<ImagePath> packages(ImagePath file, Tree tree) {
    Optional<ImagePath> folder =
        switch (file.name()) {
          case "autoload.php" -> file.parent();
          case "autoload_real.php" ->
              file.parent()
                  .filter(parent -> parent.name().equals("composer"))
                  .flatMap(ImagePath::parent);
          default -> Optional.empty();
        };
    return folder.filter(packages -> isFolder(packages.child("composer"), tree));
  }

  /**
   * The folders and files of the program itself in which the loader of these packages finds
   * classes, as far as they are there: absolute paths, which may lead through links. A folder of
   * the system is none of a program's own.
   */
  public static SortedSet<String> own(ImagePath packages, Tree tree) throws IOException {
    String base = packages.parent().orElse(packages).toString();
    SortedSet<String> own = new TreeSet<>();
    for (String table : TABLES) {
      String text = ScriptText.at(packages + "/composer/" + table, tree).orElse("");
      Matcher found = OWN.matcher(text);
      while (found.find()) {
        String path = base + found.group(1);
        if (path.indexOf('\0') < 0 && isOwn(tree.resolve(path))) {
          own.add(path);
        }
      }
    }
    return own;
  }

  private static boolean isOwn(Resolution found) {
    return found.entry().isPresent() && !SystemFolders.include(found.place());
  }

  private static boolean isFolder(ImagePath path, Tree tree) {
    return tree.resolve(path).entry().orElse(null) instanceof Entry.Directory;
  }
}
