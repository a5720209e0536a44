package dev.kobako.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The packages of a project of Cargo's: members of the workspace, and all that have a path. */
final class CargoWorkspace {
  private static final String MANIFEST = "Cargo.toml";
  private static final int MAX_PACKAGES = 1000;

  private final ProjectFolder project;
  private final TomlFile root;
  private final SortedMap<String, CargoPackage> packages = new TreeMap<>();

  private CargoWorkspace(ProjectFolder project, TomlFile root) {
    this.project = project;
    this.root = root;
  }

  static CargoWorkspace of(ProjectFolder project) {
    CargoWorkspace workspace =
        new CargoWorkspace(project, TomlFile.read(project, MANIFEST).orElseThrow());
    workspace.collect();
    return workspace;
  }

  private void collect() {
    Deque<String> folders = new ArrayDeque<>();
    Set<String> seen = new TreeSet<>();
    folders.add("");
    folders.addAll(matching(root.texts("workspace", "members")));
    Set<String> excluded =
        root.texts("workspace", "exclude").stream()
            .map(each -> each.endsWith("/") ? each : each + "/")
            .collect(Collectors.toSet());
    while (!folders.isEmpty() && seen.size() < MAX_PACKAGES) {
      String folder = folders.removeFirst();
      if (!seen.add(folder) || excluded.contains(folder)) {
        continue;
      }
      Optional<TomlFile> manifest = TomlFile.read(project, folder + MANIFEST);
      if (manifest.isPresent()) {
        CargoPackage found = new CargoPackage(project, manifest.get(), folder);
        if (manifest.get().has("package")) {
          packages.put(folder, found);
        }
        folders.addAll(found.neighbours());
      }
    }
  }

  /** The folders with a manifest that one of the patterns means; {@code *} is any one name. */
  private List<String> matching(Collection<String> patterns) {
    List<Pattern> all =
        patterns.stream()
            .map(each -> CargoPackage.inProject("", each + "/", MANIFEST))
            .map(Glob::pattern)
            .toList();
    return project.filesEndingWith("/" + MANIFEST).stream()
        .map(file -> file.substring(0, file.length() - MANIFEST.length()))
        .filter(folder -> all.stream().anyMatch(each -> each.matcher(folder).matches()))
        .toList();
  }

  /** The manifest at the top. */
  TomlFile root() {
    return root;
  }

  /** All packages, by their folders. */
  List<CargoPackage> packages() {
    return List.copyOf(packages.values());
  }

  /** The packages that a build at the top means: the one there, or default members, or all. */
  List<CargoPackage> built() {
    List<String> defaults = root.texts("workspace", "default-members");
    if (!defaults.isEmpty()) {
      List<String> folders = matching(defaults);
      return packages.values().stream()
          .filter(each ->
              folders.contains(each.folder())
                  || (each.folder().isEmpty() && defaults.contains(".")))
          .toList();
    }
    CargoPackage top = packages.get("");
    return top != null ? List.of(top) : packages();
  }

  /** The manifests of all packages and whatever else says how to build, for the first COPYs. */
  List<FileCopy> manifests() {
    List<FileCopy> copies = new ArrayList<>();
    List<String> top = new ArrayList<>(List.of(MANIFEST));
    if (project.has("Cargo.lock")) {
      top.add("Cargo.lock");
    }
    copies.add(new FileCopy(top, "./"));
    for (CargoPackage each : packages.values()) {
      if (!each.folder().isEmpty()) {
        PlainName.require(MANIFEST, each.folder());
        copies.add(new FileCopy(List.of(each.folder() + MANIFEST), each.folder()));
      }
    }
    if (project.hasFolder(".cargo")) {
      copies.add(new FileCopy(List.of(".cargo"), ".cargo/"));
    }
    if (isVendored()) {
      copies.add(new FileCopy(List.of("vendor"), "vendor/"));
    }
    return copies;
  }

  /** Whether the sources of the dependencies lie in the project. */
  boolean isVendored() {
    return project.hasFolder("vendor")
        && project.mentions(List.of(".cargo/config.toml", ".cargo/config"), "vendored-sources");
  }

  /** The commands that make sources which do nothing, in place of those to come. */
  List<String> dummies() {
    SortedSet<String> mains = new TreeSet<>();
    SortedSet<String> libraries = new TreeSet<>();
    for (CargoPackage each : packages.values()) {
      mains.addAll(each.mains());
      libraries.addAll(each.libraries());
    }
    libraries.removeAll(mains);
    SortedSet<String> folders = new TreeSet<>();
    for (SortedSet<String> files : List.of(mains, libraries)) {
      files.stream()
          .filter(file -> file.indexOf('/') >= 0)
          .forEach(file -> folders.add(file.substring(0, file.lastIndexOf('/'))));
    }
    List<String> commands = new ArrayList<>();
    if (!folders.isEmpty()) {
      commands.add("mkdir -p " + String.join(" ", folders));
    }
    if (mains.size() == 1) {
      commands.add("echo 'fn main() {}' > " + mains.getFirst());
    } else if (!mains.isEmpty()) {
      commands.add(
          "for main in " + String.join(" ", mains) + "; do echo 'fn main() {}' > \"$main\"; done");
    }
    if (!libraries.isEmpty()) {
      commands.add("touch " + String.join(" ", libraries));
    }
    return commands;
  }
}
