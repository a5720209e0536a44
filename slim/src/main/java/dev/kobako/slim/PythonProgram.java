package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows the imports of one Python program from module to module. What starting the interpreter
 * imports is followed only as far as importing runs code; the program's own modules into their
 * functions as well.
 */
final class PythonProgram {
  private static final int MOST_MODULES = 50_000;

  private final Closure closure;
  private final PythonInstallation python;
  private final PythonModules modules;
  private final PythonReader reader;
  private final PythonDistributions distributions;
  private final PythonFiles files;
  private final PythonExtras extras;

  /** Modules that were asked for, and whether into their functions. */
  private final Map<String, Boolean> followed = new HashMap<>();

  private final Deque<Step> ahead = new ArrayDeque<>();
  private final Set<String> whole = new LinkedHashSet<>();
  private final Set<String> described = new LinkedHashSet<>();

  private record Step(PythonModule module, boolean deep) {}

  PythonProgram(
      Closure closure,
      PythonInstallation python,
      PythonModules modules,
      PythonReader reader,
      PythonDistributions distributions) {
    this.closure = closure;
    this.python = python;
    this.modules = modules;
    this.reader = reader;
    this.distributions = distributions;
    this.files = new PythonFiles(closure, python.version());
    this.extras = new PythonExtras(closure, python, modules);
  }

  /** Asks for a module by its dotted name, with the packages above it, as an import does. */
  void request(String name, Reason reason, boolean deep) throws IOException {
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      if (!add(name.substring(0, dot), reason, deep)) {
        return;
      }
    }
    add(name, reason, deep);
  }

  private boolean add(String name, Reason reason, boolean asDeep) throws IOException {
    Boolean before = followed.get(name);
    if (before != null && (before || !asDeep)) {
      return true;
    }
    Optional<PythonModule> found = modules.find(name);
    boolean deep = asDeep && found.filter(this::isShallow).isEmpty();
    if (found.isEmpty()
        || followed.size() > MOST_MODULES
        || isLibraryTests(found.get())
        || hasTwinInC(name)) {
      return false;
    }
    followed.put(name, deep);
    if (before == null) {
      files.keep(found.get(), reason);
      describe(found.get());
      for (String other : extras.of(found.get(), reason)) {
        request(other, reason, false);
      }
    }
    ahead.add(new Step(found.get(), deep));
    return true;
  }

  /** Follows all that was asked for until nothing new comes. */
  void run() throws IOException {
    while (!ahead.isEmpty()) {
      Step step = ahead.poll();
      PythonModule module = step.module();
      follow(
          reader.imports(module),
          module,
          closure.tree().resolve(module.path()).place(),
          step.deep());
    }
  }

  /**
   * Asks for what a text imports.
   *
   * @param module it is the text of
   * @param by its file
   */
  void follow(PythonImports imports, PythonModule module, ImagePath by, boolean deep)
      throws IOException {
    Reason imported = Reason.needed(by, "imported by");
    for (PythonImports.Statement statement : imports.statements()) {
      if (deep || !statement.lazy()) {
        follow(statement, module, imported, deep);
      }
    }
    if (isShallow(module)) {
      return;
    }
    Reason guessed = Reason.guessed(by, "named in", Guess.PYTHON);
    for (String name : imports.computed()) {
      String home = name.isEmpty() ? module.home() : name;
      keepWhole(home, Reason.guessed(by, "imported by a computed name in", Guess.PYTHON), deep);
    }
    for (String text : imports.texts()) {
      follow(text, module, guessed, deep);
    }
    for (String group : imports.groups()) {
      for (String metadata : distributions.withGroup(group)) {
        describe(metadata, guessed);
        for (String name : distributions.modules(metadata, group)) {
          request(name, Reason.guessed(by, "an entry point for", Guess.PYTHON), deep);
        }
      }
    }
    for (String library : imports.libraries()) {
      extras.keepLibrary(library, Reason.guessed(by, "looked for by", Guess.PYTHON));
    }
  }

  private void follow(
      PythonImports.Statement statement, PythonModule module, Reason reason, boolean deep)
      throws IOException {
    String name = absolute(statement, module);
    if (name.isEmpty()) {
      return;
    }
    request(name, reason, deep);
    for (String each : statement.names()) {
      String below = name + "." + each;
      if (!each.equals("*") && modules.find(below).isPresent()) {
        request(below, reason, deep);
      }
    }
  }

  /** Whether only the statements count that importing a module runs. */
  private boolean isShallow(PythonModule module) {
    return !closure.options().allows(Guess.LAZY) && isLibrary(module);
  }

  /** Whether there is such a module, outside of the standard library. */
  boolean isOwn(String name) {
    return modules.find(name).filter(module -> !isLibrary(module)).isPresent();
  }

  /** The library imports what it has once more in Python only where the one in C is missing. */
  private boolean hasTwinInC(String name) {
    return (name.equals("_pydecimal") && modules.find("_decimal").isPresent())
        || (name.equals("_pydatetime") && modules.find("_datetime").isPresent());
  }

  /** The library's modules know how to behave under its own tests. */
  private boolean isLibraryTests(PythonModule module) {
    return module.name().equals("test") && isLibrary(module);
  }

  private boolean isLibrary(PythonModule module) {
    String path = module.path();
    return path.startsWith(python.library() + "/")
        && !path.contains("/site-packages/")
        && !path.contains("/dist-packages/");
  }

  private static String absolute(PythonImports.Statement statement, PythonModule module) {
    if (statement.level() == 0) {
      return statement.module();
    }
    String home = module.home();
    for (int i = 1; i < statement.level(); i++) {
      home = home.substring(0, Math.max(0, home.lastIndexOf('.')));
    }
    if (home.isEmpty()) {
      return "";
    }
    return statement.module().isEmpty() ? home : home + "." + statement.module();
  }

  /** Asks for what a constant names: a dotted name, or a module of the package it is in. */
  private void follow(String text, PythonModule module, Reason reason, boolean deep)
      throws IOException {
    if (module.isPackage() && text.indexOf('.') < 0) {
      String below = module.name() + "." + text;
      if (modules.find(below).isPresent()) {
        request(below, reason, deep);
        return;
      }
    }
    boolean compiled = module.form() != PythonModule.Form.SOURCE;
    int fewest = compiled || extras.namesModules(module) ? -1 : 0;
    String name = text.replace(':', '.');
    while (parts(name) > fewest) {
      if (modules.find(name).isPresent()) {
        if (extras.isWorthAGuess(name)) {
          request(name, reason, deep);
        }
        return;
      }
      name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      if (name.isEmpty()) {
        return;
      }
    }
  }

  private static int parts(String name) {
    return (int) name.chars().filter(c -> c == '.').count();
  }

  /** Asks for a package with all that is in it, less tests. */
  void keepWhole(String name, Reason reason, boolean deep) throws IOException {
    Optional<PythonModule> found = modules.find(name);
    if (found.isEmpty() || !found.get().isPackage()) {
      return;
    }
    // A folder that links lead to by many names, perhaps from within, is looked at once.
    ImagePath place = closure.tree().resolve(found.get().folders().getFirst()).place();
    if (!whole.add(place + (deep ? " deep" : ""))) {
      return;
    }
    request(name, reason, deep);
    for (String folder : found.get().folders()) {
      for (String each : new TreeSet<>(modules.names(folder))) {
        int dot = each.indexOf('.');
        String stem = dot < 0 ? each : each.substring(0, dot);
        boolean directory =
            closure.tree().resolve(folder + "/" + each).entry().orElse(null)
                instanceof Entry.Directory;
        if (stem.isEmpty() || stem.equals("__main__") || PythonFiles.isTests(stem)) {
          continue;
        }
        Optional<PythonModule> below = modules.find(name + "." + stem);
        if (directory && below.filter(PythonModule::isPackage).isPresent()) {
          keepWhole(name + "." + each, reason, deep);
        } else if (!directory && below.isPresent()) {
          request(name + "." + stem, reason, deep);
        }
      }
    }
  }

  /** Keeps what says which distribution a module is of: scanners and the program may ask. */
  private void describe(PythonModule module) throws IOException {
    Optional<String> metadata = distributions.of(module);
    if (metadata.isPresent()) {
      ImagePath place = closure.tree().resolve(module.path()).place();
      describe(metadata.get(), Reason.needed(place, "metadata of"));
    }
  }

  private void describe(String metadata, Reason reason) throws IOException {
    if (described.add(metadata)) {
      Optional<ImagePath> place = closure.keep(metadata, reason);
      closure.keepAll(metadata, reason);
      for (String required : distributions.required(metadata)) {
        describe(required, Reason.needed(place.orElseThrow(), "metadata of what is required by"));
      }
    }
  }
}
