package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code setup.py} and {@code setup.cfg}, by which setuptools knows what a package depends on. The
 * first is a program, which only a build runs; what it reads then is found in its text.
 */
record SetupScript(ProjectFolder folder) {
  private static final String SCRIPT = "setup.py";
  private static final String SETTINGS = "setup.cfg";
  private static final Set<String> USUAL =
      Set.of(SCRIPT, SETTINGS, PythonRecipe.MANIFEST, "MANIFEST.in", "VERSION");
  private static final Pattern QUOTED = Pattern.compile("['\"]([\\w./-]{1,120})['\"]");
  private static final Pattern WORD = Pattern.compile("[\\w./-]{1,120}");
  private static final Pattern ATTRIBUTE = Pattern.compile("attr:\\s*([\\w.]{1,120})\\.\\w+");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*(?:from|import)\\s+([A-Za-z_]\\w{0,80})");

  /** Whether dependencies are named there. */
  static boolean isIn(ProjectFolder folder) {
    return folder.has(SCRIPT) || folder.mentions(List.of(SETTINGS), "install_requires");
  }

  /** The copies of both and of what they read. */
  List<FileCopy> manifests() {
    List<FileCopy> copies = new ArrayList<>();
    copies.add(
        new FileCopy(
            folder.files().stream()
                .filter(file ->
                    USUAL.contains(file) || (file.startsWith("README") && PlainName.is(file)))
                .toList(),
            "./"));
    for (String file : read()) {
      int slash = file.lastIndexOf('/');
      copies.add(new FileCopy(List.of(file), slash < 0 ? "./" : file.substring(0, slash + 1)));
    }
    return copies;
  }

  /** Files that they name, beside the usual ones; a path may be given in several words. */
  private SortedSet<String> read() {
    SortedSet<String> words = new TreeSet<>();
    String script = folder.text(SCRIPT).orElse("");
    String settings = folder.text(SETTINGS).orElse("");
    QUOTED.matcher(script).results().forEach(each -> words.add(each.group(1)));
    WORD.matcher(settings).results().forEach(each -> words.add(each.group()));
    SortedSet<String> files = new TreeSet<>();
    for (String file : folder.files()) {
      boolean named = words.contains(file) || words.containsAll(List.of(file.split("/")));
      if (named && PlainName.is(file) && !USUAL.contains(file) && !file.startsWith("README")) {
        files.add(file);
      }
    }
    Matcher attribute = ATTRIBUTE.matcher(settings);
    while (attribute.find()) {
      String module = attribute.group(1).replace('.', '/');
      for (String start : List.of("", "src/")) {
        for (String end : List.of(".py", "/__init__.py")) {
          String file = start + module + end;
          if (folder.has(file) && PlainName.is(file)) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  /**
   * The commands that write the dependencies, after those of {@link PythonRecipe#buildTools}. The
   * script stops before it looks for the package's sources, which are not there yet.
   */
  List<String> requirements(String file) {
    List<String> commands = new ArrayList<>();
    String script = SCRIPT;
    if (!folder.has(SCRIPT)) {
      script = "/tmp/setup.py";
      commands.add("echo 'import setuptools; setuptools.setup()' > " + script);
    }
    commands.add(
        "PYTHONPATH=. /build/bin/python -c \"import setuptools; from distutils.core import run_setup; \\\n"
            + "      made = run_setup('"
            + script
            + "', stop_after='config'); names = list(made.install_requires or []); \\\n"
            + "      names += [name + ' ; ' + key[1:] for key, value in (made.extras_require or {}).items() \\\n"
            + "      if key.startswith(':') for name in value]; \\\n"
            + "      open('"
            + file
            + "', 'w').write('\\n'.join(names) + '\\n')\"");
    return commands;
  }

  /** What can't be told of a program by its text. */
  List<String> notes() {
    SortedSet<String> imported = new TreeSet<>();
    Matcher matcher = IMPORT.matcher(folder.text(SCRIPT).orElse(""));
    while (matcher.find()) {
      String name = matcher.group(1);
      if (folder.hasFolder(name) || folder.has(name + ".py")) {
        imported.add(name);
      }
    }
    return imported.isEmpty()
        ? List.of()
        : List.of(
            "setup.py imports "
                + String.join(", ", imported)
                + " of the project itself: copy that before the first RUN too");
  }
}
