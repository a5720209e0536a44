package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What modules load or read beside their imports. */
final class PythonExtras {
  /** Modules that C code of the interpreter imports, and that no statement names. */
  static final List<String> IMPORTED_BY_C =
      List.of(
          "encodings",
          "abc",
          "codecs",
          "io",
          "os",
          "site",
          "stat",
          "posixpath",
          "genericpath",
          "_collections_abc",
          "_sitebuiltins",
          "warnings",
          "traceback",
          "linecache",
          "tokenize",
          "threading",
          "copyreg",
          "_strptime",
          "locale",
          "unicodedata",
          "zipimport",
          "importlib",
          "importlib._bootstrap",
          "importlib._bootstrap_external",
          "importlib.util",
          "contextlib",
          "types",
          "collections",
          "_weakrefset",
          "weakref",
          "_compat_pickle",
          "signal",
          "enum");

  /** Words of messages that are modules by chance, and nothing that a library would import. */
  private static final Set<String> WORDS =
      Set.of(
          "test",
          "tests",
          "this",
          "antigravity",
          "tkinter",
          "turtle",
          "turtledemo",
          "idlelib",
          "setup",
          "pip",
          "setuptools",
          "distutils",
          "pydoc",
          "doctest",
          "unittest",
          "pdb");

  private static final String ZONES = "/usr/share/zoneinfo";

  private static final Map<String, String> DATA =
      Map.of("zoneinfo", ZONES, "mimetypes", "/etc/mime.types");

  private final Closure closure;
  private final PythonInstallation python;
  private final PythonModules modules;

  PythonExtras(Closure closure, PythonInstallation python, PythonModules modules) {
    this.closure = closure;
    this.python = python;
    this.modules = modules;
  }

  /**
   * Keeps what a module reads.
   *
   * @return further modules that it loads
   */
  List<String> of(PythonModule module, Reason reason) throws IOException {
    List<String> others = new ArrayList<>();
    ImagePath place = closure.tree().resolve(module.path()).place();
    String data = DATA.get(module.name());
    if (data != null) {
      Includes.keepInPlace(data, closure, Reason.guessed(place, "read by", Guess.PYTHON));
    }
    switch (module.name()) {
      case "site" -> others.addAll(List.of("sitecustomize", "usercustomize"));
      case "zoneinfo" -> others.addAll(tzdata());
      case "sysconfig" -> {
        for (String name : modules.names(python.library())) {
          if (name.startsWith("_sysconfigdata") && name.endsWith(".py")) {
            others.add(name.substring(0, name.length() - 3));
          }
        }
      }
      default -> {}
    }
    if (module.name().endsWith(".extern")) {
      others.addAll(vendored(module.name().substring(0, module.name().lastIndexOf('.'))));
    }
    return others;
  }

  private List<String> tzdata() throws IOException {
    Optional<PythonModule> zones = modules.find("tzdata.zoneinfo").filter(PythonModule::isPackage);
    if (zones.isPresent()) {
      closure.keepAll(
          zones.get().folders().getFirst(),
          Reason.guessed(
              closure.tree().resolve(zones.get().path()).place(), "beside", Guess.PYTHON));
    }
    return zones.isPresent() ? List.of("tzdata.zoneinfo") : List.of();
  }

  /** Modules that setuptools' importer finds under another name. */
  private List<String> vendored(String home) {
    List<String> names = new ArrayList<>();
    Optional<PythonModule> vendor = modules.find(home + "._vendor");
    if (vendor.isPresent() && vendor.get().isPackage()) {
      for (String each : modules.names(vendor.get().folders().getFirst())) {
        String stem = each.endsWith(".py") ? each.substring(0, each.length() - 3) : each;
        String name = home + "._vendor." + stem;
        if (stem.indexOf('.') < 0 && modules.find(name).isPresent()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Whether a module's constants are names of modules even without dots. */
  boolean namesModules(PythonModule module) {
    return module.name().equals("six") || module.name().endsWith(".six");
  }

  /** Whether a constant that is a module's name means it. */
  boolean isWorthAGuess(String name) {
    int dot = name.indexOf('.');
    return !WORDS.contains(dot < 0 ? name : name.substring(0, dot));
  }

  /** Keeps a library that {@code ctypes.util.find_library} asks for, and what looks for it. */
  void keepLibrary(String name, Reason reason) throws IOException {
    closure.keepProgram("/sbin/ldconfig", reason);
    for (String folder : List.of("/lib", "/usr/lib", "/usr/local/lib")) {
      List<String> folders = new ArrayList<>(List.of(folder));
      for (String below : modules.names(folder)) {
        if (below.contains("-linux-")) {
          folders.add(folder + "/" + below);
        }
      }
      for (String each : folders) {
        for (String file :
            modules.names(each).subSet("lib" + name + ".so", "lib" + name + ".so/")) {
          Includes.keepInPlace(each + "/" + file, closure, reason);
        }
      }
    }
  }
}
