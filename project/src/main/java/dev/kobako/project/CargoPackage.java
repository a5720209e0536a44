package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tomlj.TomlTable;

/**
 * A package of Cargo's in the project, with the files that Cargo asks for before it compiles
 * anything (The Cargo Book, "Cargo Targets" and "Package Layout").
 */
final class CargoPackage {
  private final ProjectFolder project;
  private final TomlFile manifest;
  private final String folder;
  private final String name;
  private final SortedMap<String, String> programs = new TreeMap<>();

  /** Programs that a build without more features leaves out. */
  private final Set<String> left = new TreeSet<>();

  private final SortedSet<String> mains = new TreeSet<>();
  private final SortedSet<String> libraries = new TreeSet<>();

  /**
   * Reads the targets.
   *
   * @param folder where it lies, empty or with a slash at its end
   */
  CargoPackage(ProjectFolder project, TomlFile manifest, String folder) {
    this.project = project;
    this.manifest = manifest;
    this.folder = folder;
    this.name =
        PlainName.require(manifest.path(), manifest.text("package", "name").orElse("unnamed"));
    readLibrary();
    readPrograms();
    readBuildScript();
    readExplicit("test", "tests");
    readExplicit("bench", "benches");
    readExplicit("example", "examples");
  }

  String name() {
    return name;
  }

  TomlFile manifest() {
    return manifest;
  }

  /** Where it lies, empty or with a slash at its end. */
  String folder() {
    return folder;
  }

  /** The programs, by name, with the files that they begin in. */
  SortedMap<String, String> programs() {
    return programs;
  }

  /** Files of the project that must have a main function. */
  SortedSet<String> mains() {
    return mains;
  }

  /** Files of the project that may be empty. */
  SortedSet<String> libraries() {
    return libraries;
  }

  private void readLibrary() {
    Optional<String> path = manifest.text("lib", "path");
    String usual = folder + "src/lib.rs";
    if (path.isPresent()) {
      libraries.add(file(path.get()));
    } else if (project.has(usual)) {
      libraries.add(usual);
    }
  }

  private void readPrograms() {
    for (TomlTable bin : manifest.tables("bin")) {
      String program = PlainName.require(manifest.path(), TomlFile.text(bin, "name").orElse(name));
      String file =
          TomlFile.text(bin, "path").map(this::file).orElseGet(() -> usualProgram(program));
      add(program, file);
      if (!enabled().containsAll(TomlFile.texts(bin, "required-features"))) {
        left.add(program);
      }
    }
    if (manifest.flag("package", "autobins").orElse(true)) {
      findPrograms();
    }
    programs.keySet().removeAll(left);
  }

  /** The features that a build without options has. */
  private Set<String> enabled() {
    Set<String> enabled = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of("default"));
    while (!open.isEmpty()) {
      String feature = open.removeFirst();
      if (enabled.add(feature)) {
        open.addAll(manifest.texts("features", feature));
      }
    }
    return enabled;
  }

  private String usualProgram(String program) {
    for (String candidate :
        List.of("src/bin/" + program + ".rs", "src/bin/" + program + "/main.rs")) {
      if (project.has(folder + candidate)) {
        return folder + candidate;
      }
    }
    return folder + (program.equals(name) ? "src/main.rs" : "src/bin/" + program + ".rs");
  }

  private void findPrograms() {
    String main = folder + "src/main.rs";
    if (project.has(main) && !programs.containsValue(main)) {
      add(name, main);
    }
    String start = folder + "src/bin/";
    for (String file : project.filesEndingWith(".rs")) {
      if (file.startsWith(start) && !programs.containsValue(file)) {
        String rest = file.substring(start.length());
        if (rest.indexOf('/') < 0) {
          add(rest.substring(0, rest.length() - ".rs".length()), file);
        } else if (rest.endsWith("/main.rs") && rest.indexOf('/') == rest.lastIndexOf('/')) {
          add(rest.substring(0, rest.indexOf('/')), file);
        }
      }
    }
  }

  private void add(String program, String file) {
    programs.put(PlainName.require(file, program), PlainName.require(manifest.path(), file));
    mains.add(file);
  }

  private void readBuildScript() {
    Optional<String> named = manifest.text("package", "build");
    if (named.isPresent()) {
      mains.add(file(named.get()));
    } else if (manifest.flag("package", "build").orElse(true) && project.has(folder + "build.rs")) {
      mains.add(folder + "build.rs");
    }
  }

  /** Targets with a table of their own must be there; others are looked for only when asked for. */
  private void readExplicit(String kind, String usual) {
    for (TomlTable target : manifest.tables(kind)) {
      Optional<String> path = TomlFile.text(target, "path").map(this::file);
      Optional<String> named = TomlFile.text(target, "name");
      if (path.isPresent()) {
        mains.add(path.get());
      } else if (named.isPresent()) {
        String file = file(usual + "/" + named.get() + ".rs");
        String deep = file(usual + "/" + named.get() + "/main.rs");
        mains.add(project.has(deep) ? deep : file);
      }
    }
  }

  private String file(String path) {
    return PlainName.require(manifest.path(), inProject(folder, path, manifest.path()));
  }

  /** The folders of packages that it names by a path, each empty or with a slash at its end. */
  List<String> neighbours() {
    List<TomlTable> tables = new ArrayList<>();
    for (String kind : List.of("dependencies", "dev-dependencies", "build-dependencies")) {
      tables.addAll(manifest.tables(kind));
      tables.addAll(manifest.tables("workspace", kind));
      manifest.tables("target").stream()
          .flatMap(targets -> TomlFile.inner(targets).stream())
          .map(target -> target.get(List.of(kind)))
          .filter(TomlTable.class::isInstance)
          .forEach(table -> tables.add((TomlTable) table));
    }
    manifest.tables("patch").forEach(patch -> tables.addAll(TomlFile.inner(patch)));
    List<String> folders = new ArrayList<>();
    for (TomlTable table : tables) {
      for (TomlTable dependency : TomlFile.inner(table)) {
        TomlFile.text(dependency, "path")
            .map(path -> inProject(folder, path + "/", manifest.path()))
            .ifPresent(folders::add);
      }
    }
    return folders;
  }

  /**
   * A path relative to a folder of the project, relative to the project.
   *
   * @throws KobakoException a finding, where it leads out
   */
  static String inProject(String folder, String path, String file) {
    List<String> names = new ArrayList<>();
    for (String part : (folder + path).split("/")) {
      if (part.equals("..")) {
        if (names.isEmpty() || path.startsWith("/")) {
          throw outside(file, path);
        }
        names.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        names.add(part);
      }
    }
    if (path.startsWith("/")) {
      throw outside(file, path);
    }
    String joined = String.join("/", names);
    return path.endsWith("/") && !joined.isEmpty() ? joined + "/" : joined;
  }

  private static KobakoException outside(String file, String path) {
    return KobakoException.finding(
        Diagnostic.of(
            PrintableText.of(file),
            "the path '" + PrintableText.of(path) + "' leads out of the project",
            "run kobako init in the folder that has both"));
  }
}
