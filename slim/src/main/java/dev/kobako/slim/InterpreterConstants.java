package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The absolute paths that are compiled into an interpreter: where it looks for modules. */
final class InterpreterConstants {
  private static final int LONGEST = 512;

  private InterpreterConstants() {}

  /**
   * The paths in an interpreter and in its own library, in the order of the files.
   *
   * @param library how the name of its library begins, such as {@code libperl}
   */
  static Set<String> of(ImagePath interpreter, String library, Closure closure) throws IOException {
    Set<String> paths = new LinkedHashSet<>();
    List<ImagePath> objects = new ArrayList<>();
    objects.add(closure.tree().resolve(interpreter).place());
    closure.paths().stream()
        .filter(path -> path.name().startsWith(library) && path.name().contains(".so"))
        .sorted()
        .forEach(objects::add);
    for (ImagePath object : objects) {
      for (String text :
          ElfConstants.of(object.toString(), closure, InterpreterConstants::isPath)) {
        paths.add(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      }
    }
    return paths;
  }

  private static boolean isPath(String text) {
    return text.startsWith("/")
        && text.length() > 1
        && text.length() <= LONGEST
        && text.indexOf(' ') < 0
        && !text.contains("..")
        && text.indexOf('%') < 0;
  }

  /** Those of them that are folders and have a word in their path. */
  static List<String> folders(Set<String> paths, String word, Closure closure) {
    return paths.stream()
        .filter(path -> path.contains(word) && isFolder(path, closure))
        .distinct()
        .toList();
  }

  static boolean isFolder(String path, Closure closure) {
    return closure.tree().resolve(path).entry().orElse(null) instanceof Entry.Directory;
  }
}
