package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds modules as Python's path-based finder does: a package before an extension before source
 * before byte code, and a folder without {@code __init__} only where nothing else has the name.
 *
 * <p>See <a href="https://docs.python.org/3/reference/import.html">The import system</a>.
 */
final class PythonModules {
  private static final int MOST_PARTS = 32;
  private static final int LONGEST_NAME = 250;

  private final Tree tree;
  private final List<String> searchPath;
  private final String tag;
  private final Map<String, Optional<PythonModule>> found = new HashMap<>();
  private final Map<String, SortedSet<String>> listings = new HashMap<>();

  /**
   * Modules of a search path.
   *
   * @param searchPath folders, absolute; the empty text is the root
   * @param version as {@code 3.11}
   */
  PythonModules(Tree tree, List<String> searchPath, String version) {
    this.tree = tree;
    this.searchPath = List.copyOf(searchPath);
    this.tag = "cpython-" + version.replace(".", "");
  }

  /** Where it looks for modules outside of packages. */
  List<String> searchPath() {
    return searchPath;
  }

  /** The module of this name; empty where there is none, or it is built into the interpreter. */
  Optional<PythonModule> find(String name) {
    Optional<PythonModule> known = found.get(name);
    if (known != null) {
      return known;
    }
    Optional<PythonModule> module = Optional.empty();
    int dot = name.lastIndexOf('.');
    if (!name.isEmpty() && name.length() <= LONGEST_NAME && parts(name) <= MOST_PARTS) {
      if (dot < 0) {
        module = in(searchPath, name, name);
      } else {
        Optional<PythonModule> home = find(name.substring(0, dot));
        if (home.isPresent()) {
          module = below(home.get(), name);
        }
      }
    }
    found.put(name, module);
    return module;
  }

  private static int parts(String name) {
    return (int) name.chars().filter(c -> c == '.').count() + 1;
  }

  private Optional<PythonModule> below(PythonModule home, String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    Optional<PythonModule> module = in(home.folders(), name, last);
    if (module.isPresent() || !home.isPackage()) {
      return module;
    }
    // A package may widen its path to folders of its name elsewhere (pkgutil.extend_path).
    String folder = "/" + home.name().replace('.', '/');
    List<String> others = searchPath.stream().map(each -> each + folder).toList();
    return in(others, name, last);
  }

  private Optional<PythonModule> in(List<String> folders, String name, String last) {
    List<String> portions = new ArrayList<>();
    for (String folder : folders) {
      SortedSet<String> names = names(folder);
      String path = folder + "/" + last;
      boolean directory = names.contains(last) && isDirectory(path);
      if (directory) {
        Optional<String> file = file(path, "__init__");
        if (file.isPresent()) {
          return Optional.of(new PythonModule(name, form(file.get()), file.get(), List.of(path)));
        }
      }
      Optional<String> file = file(folder, last);
      if (file.isPresent()) {
        return Optional.of(new PythonModule(name, form(file.get()), file.get(), List.of()));
      }
      if (directory) {
        portions.add(path);
      }
    }
    return portions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PythonModule(name, PythonModule.Form.NAMESPACE, portions.getFirst(), portions));
  }

  private static PythonModule.Form form(String file) {
    return file.endsWith(".py")
        ? PythonModule.Form.SOURCE
        : file.endsWith(".pyc") ? PythonModule.Form.COMPILED : PythonModule.Form.EXTENSION;
  }

  /** The file that a module's own name stands for in a folder. */
  private Optional<String> file(String folder, String name) {
    SortedSet<String> names = names(folder);
    for (String each : names.subSet(name + ".", name + "/")) {
      if (isExtension(each.substring(name.length())) && isFile(folder + "/" + each)) {
        return Optional.of(folder + "/" + each);
      }
    }
    for (String suffix : List.of(".py", ".pyc")) {
      if (names.contains(name + suffix) && isFile(folder + "/" + name + suffix)) {
        return Optional.of(folder + "/" + name + suffix);
      }
    }
    return Optional.empty();
  }

  /** Whether a suffix is one of extensions that this version loads. */
  boolean isExtension(String suffix) {
    return suffix.equals(".so")
        || suffix.equals(".abi3.so")
        || (suffix.endsWith(".so")
            && suffix.startsWith("." + tag)
            && !Character.isDigit(suffix.charAt(tag.length() + 1)));
  }

  /** The names in a folder; none where there is no folder. */
  SortedSet<String> names(String folder) {
    return listings.computeIfAbsent(
        folder,
        path ->
            isDirectory(path)
                ? new TreeSet<>(tree.names(tree.resolve(path.isEmpty() ? "/" : path).place()))
                : new TreeSet<>());
  }

  private boolean isDirectory(String path) {
    return tree.resolve(path.isEmpty() ? "/" : path).entry().orElse(null)
        instanceof Entry.Directory;
  }

  private boolean isFile(String path) {
    return tree.resolve(path).file().isPresent();
  }
}
