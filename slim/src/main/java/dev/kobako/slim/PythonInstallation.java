package dev.kobako.slim;

import dev.kobako.elf.ElfFile;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A Python as its executable finds it: its version, its standard library, and where packages are
 * installed for it.
 *
 * <p>See <a href="https://docs.python.org/3/library/sys_path_init.html">The initialization of
 * sys.path</a>; Debian's folders are those of its Python policy.
 *
 * @param version as {@code 3.11}
 * @param library the folder with {@code os.py}
 * @param packages folders of installed packages, those that are there
 * @param configuration the file that makes this a virtual environment
 */
record PythonInstallation(
    String version, String library, List<String> packages, Optional<String> configuration) {
  private static final int LONGEST_CONFIGURATION = 1 << 16;

  PythonInstallation {
    packages = List.copyOf(packages);
  }

  /** Whether an executable is a Python, by its name or by the library it loads. */
  static boolean isPython(ImagePath program, Tree tree) {
    return isName(program.name()) || isName(tree.resolve(program).place().name());
  }

  private static boolean isName(String name) {
    return name.startsWith("python") && versionIn(name.substring(6)).isPresent();
  }

  /** {@code ""}, {@code 3}, {@code 3.11}, {@code 3.13t} and the like. */
  private static Optional<String> versionIn(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean flag = i == rest.length() - 1 && (c == 't' || c == 'd' || c == 'm');
      if (c != '.' && (c < '0' || c > '9') && !flag) {
        return Optional.empty();
      }
    }
    return Optional.of(rest);
  }

  /** The installation of an executable; empty where its standard library is not there. */
  static Optional<PythonInstallation> of(Invocation invocation, Closure closure)
      throws IOException {
    Tree tree = closure.tree();
    ImagePath place = tree.resolve(invocation.program()).place();
    String known = version(invocation.program(), place, closure);
    Optional<String> configuration = configuration(invocation.program(), tree);
    List<String> settings =
        configuration.isPresent() ? lines(configuration.get(), tree) : List.of();
    List<String> starts = new ArrayList<>();
    String home = invocation.environment().getOrDefault("PYTHONHOME", "");
    if (home.startsWith("/")) {
      starts.add(home.split(":", 2)[0] + "/bin");
    }
    setting(settings, "home").filter(each -> each.startsWith("/")).ifPresent(starts::add);
    starts.add(place.parent().orElse(place).toString());
    starts.add("/usr/local/bin");
    starts.add("/usr/bin");
    for (String start : starts) {
      Optional<String> library = libraryAbove(start, known, tree);
      if (library.isPresent()) {
        String version = library.get().substring(library.get().lastIndexOf("python") + 6);
        return Optional.of(
            new PythonInstallation(
                version,
                library.get(),
                packages(library.get(), version, configuration, settings, invocation, tree),
                configuration));
      }
    }
    return Optional.empty();
  }

  private static String version(ImagePath program, ImagePath place, Closure closure)
      throws IOException {
    for (String name : List.of(place.name(), program.name())) {
      if (isName(name) && name.indexOf('.') > 0) {
        return name.substring(6);
      }
    }
    Optional<ElfFile> elf = closure.elfAt(place.toString());
    if (elf.isPresent()) {
      for (String needed : elf.get().needed()) {
        int so = needed.indexOf(".so");
        if (needed.startsWith("libpython3.") && so > 0) {
          return needed.substring("libpython".length(), so);
        }
      }
    }
    return "";
  }

  private static Optional<String> configuration(ImagePath program, Tree tree) {
    Optional<ImagePath> folder = program.parent();
    for (int i = 0; i < 2 && folder.isPresent(); i++) {
      String path = (folder.get().isRoot() ? "" : folder.get().toString()) + "/pyvenv.cfg";
      if (tree.resolve(path).file().isPresent()) {
        return Optional.of(path);
      }
      folder = folder.get().parent();
    }
    return Optional.empty();
  }

  private static List<String> lines(String path, Tree tree) throws IOException {
    Optional<Entry.RegularFile> file = tree.resolve(path).file();
    return file.isEmpty() || file.get().content().size() > LONGEST_CONFIGURATION
        ? List.of()
        : new String(file.get().content().bytes(), StandardCharsets.UTF_8).lines().toList();
  }

  private static Optional<String> setting(List<String> lines, String name) {
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(line.substring(equals + 1).strip()).filter(v -> v.indexOf('\0') < 0);
      }
    }
    return Optional.empty();
  }

  /** The standard library in a folder above the executable. */
  private static Optional<String> libraryAbove(String folder, String version, Tree tree) {
    if (folder.contains("/..") || folder.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    Optional<ImagePath> above = Optional.of(ImagePath.of(folder));
    while (above.isPresent()) {
      String prefix = above.get().isRoot() ? "" : above.get().toString();
      for (String lib : List.of(prefix + "/lib", prefix + "/lib64")) {
        Optional<String> library = libraryIn(lib, version, tree);
        if (library.isPresent()) {
          return library;
        }
      }
      above = above.get().parent();
    }
    return Optional.empty();
  }

  private static Optional<String> libraryIn(String lib, String version, Tree tree) {
    List<String> names = new ArrayList<>();
    if (!version.isEmpty()) {
      names.add("python" + version);
    } else {
      for (String name : tree.names(tree.resolve(lib).place())) {
        if (name.startsWith("python3.") && isName(name)) {
          names.add(name);
        }
      }
      names.sort((a, b) -> a.length() != b.length() ? b.length() - a.length() : b.compareTo(a));
    }
    for (String name : names) {
      String library = lib + "/" + name;
      if (tree.resolve(library + "/os.py").file().isPresent()
          || tree.resolve(library + "/os.pyc").file().isPresent()) {
        return Optional.of(library);
      }
    }
    return Optional.empty();
  }

  private static List<String> packages(
      String library,
      String version,
      Optional<String> configuration,
      List<String> settings,
      Invocation invocation,
      Tree tree) {
    Set<String> folders = new LinkedHashSet<>();
    String inPrefix = "/python" + version + "/site-packages";
    boolean alone = false;
    if (configuration.isPresent()) {
      String prefix = configuration.get().substring(0, configuration.get().lastIndexOf('/'));
      folders.add(prefix + "/lib" + inPrefix);
      folders.add(prefix + "/lib64" + inPrefix);
      alone =
          !setting(settings, "include-system-site-packages")
              .orElse("false")
              .equalsIgnoreCase("true");
    }
    if (!alone) {
      String home = invocation.environment().getOrDefault("HOME", "");
      if (home.startsWith("/")) {
        folders.add(home + "/.local/lib" + inPrefix);
      }
      folders.add(library + "/site-packages");
      String above = library.substring(0, library.lastIndexOf('/'));
      folders.add(above.replaceAll("/lib(64)?$", "/lib64") + inPrefix);
      if (library.startsWith("/usr/lib/")) {
        folders.add("/usr/local/lib/python" + version + "/dist-packages");
        folders.add("/usr/lib/python3/dist-packages");
        folders.add(library + "/dist-packages");
      }
    }
    return folders.stream()
        .filter(each -> tree.resolve(each).entry().orElse(null) instanceof Entry.Directory)
        .toList();
  }

  /** The folders of the standard library, in the order of the search path. */
  List<String> libraryFolders() {
    return List.of(library, library + "/lib-dynload");
  }

  /** The archive that is looked into before the standard library's folder. */
  String archive() {
    String above = library.substring(0, library.lastIndexOf('/'));
    return above + "/python" + version.replace(".", "") + ".zip";
  }
}
