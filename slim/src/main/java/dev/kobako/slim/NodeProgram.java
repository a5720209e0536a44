package dev.kobako.slim;

import dev.kobako.slim.NodeReference.Form;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a Node program loads, from one to the next. Of a package that computes the names
 * of what it loads, everything stays, and what it says it depends on.
 */
final class NodeProgram {
  /** Text that is longer is kept but not read. */
  private static final long LONGEST = 16 << 20;

  private static final int MOST_FILES = 100_000;

  /** Packages that find a native addon in the package that asks them. */
  private static final Set<String> ADDON_LOADERS =
      Set.of(
          "bindings",
          "node-gyp-build",
          "node-gyp-build-optional-packages",
          "node-pre-gyp",
          "@mapbox/node-pre-gyp",
          "pkg-prebuilds",
          "prebuild-install",
          "nbind",
          "node-bindings");

  private final Closure closure;
  private final Tree tree;
  private final NodeResolution resolution;
  private final NodePackageFiles packages;
  private final String workingDirectory;
  private final Deque<ImagePath> waiting = new ArrayDeque<>();
  private final Set<ImagePath> seen = new HashSet<>();
  private final Set<ImagePath> whole = new HashSet<>();

  NodeProgram(
      Closure closure,
      NodeResolution resolution,
      NodePackageFiles packages,
      String workingDirectory) {
    this.closure = closure;
    this.tree = closure.tree();
    this.resolution = resolution;
    this.packages = packages;
    this.workingDirectory = workingDirectory;
  }

  /** Keeps the file that is started, which may be named as a folder or without its extension. */
  Optional<ImagePath> start(String path, Reason reason) throws IOException {
    Optional<ImagePath> started = Optional.empty();
    for (String file : resolution.at(path)) {
      started = keep(file, reason);
    }
    return started;
  }

  /** Keeps what a specifier leads to. */
  void load(String specifier, ImagePath from, Form form, Reason reason) throws IOException {
    for (String file : resolution.find(specifier, from, form)) {
      keep(file, reason);
    }
  }

  /** Follows program text. */
  void read(String text, ImagePath from) throws IOException {
    NodeSource.Found found = NodeSource.read(text);
    for (NodeReference each : found.references()) {
      follow(each, from);
    }
    if (found.isComputed()) {
      keepWhole(from);
    }
  }

  /** Reads the files that were kept until there are no others. */
  void run() throws IOException {
    while (!waiting.isEmpty()) {
      ImagePath path = waiting.remove();
      Optional<Entry.RegularFile> file = tree.resolve(path).file();
      if (file.isPresent() && file.get().content().size() <= LONGEST) {
        read(new String(file.get().content().bytes(), StandardCharsets.UTF_8), path);
      }
    }
  }

  private void follow(NodeReference reference, ImagePath from) throws IOException {
    switch (reference.form()) {
      case REQUIRE, IMPORT -> {
        Reason reason = Reason.needed(from, "loaded by");
        if (reference.isOpen()) {
          keepBeginning(parent(from) + "/" + reference.text(), true, reason);
        } else {
          load(reference.text(), from, reference.form(), reason);
          if (ADDON_LOADERS.contains(reference.text())) {
            keepAddons(from);
          }
        }
      }
      case LOADED_BESIDE, BESIDE -> {
        boolean isLoaded = reference.form() == Form.LOADED_BESIDE;
        String path = parent(from) + reference.text();
        named(path, reference.isOpen(), isLoaded, Reason.needed(from, "named in"));
      }
      case HERE -> {
        String path =
            reference.text().startsWith("/")
                ? reference.text()
                : workingDirectory + "/" + reference.text();
        named(path, reference.isOpen(), false, Reason.guessed(from, "named in", Guess.NODE));
      }
    }
  }

  private static String parent(ImagePath path) {
    return path.parent().filter(each -> !each.isRoot()).map(ImagePath::toString).orElse("");
  }

  /** Keeps what a path names: a file, a module, all of a folder. */
  private void named(String path, boolean isOpen, boolean isLoaded, Reason reason)
      throws IOException {
    if (path.indexOf('\0') >= 0) {
      return;
    }
    Resolution found = tree.resolve(path);
    if (found.entry().orElse(null) instanceof Entry.Directory) {
      if (isLoaded && !isOpen) {
        start(path, reason);
      } else {
        keepFolder(found.place(), isLoaded, reason);
        closure.keep(path, reason);
      }
    } else if (isOpen && found.file().isEmpty()) {
      keepBeginning(path, isLoaded, reason);
    } else {
      start(path, reason);
    }
  }

  /** All below a folder; what it is in itself, such as the whole program, is no answer. */
  private void keepFolder(ImagePath folder, boolean isLoaded, Reason reason) throws IOException {
    boolean holdsProgram = reason.by().filter(by -> by.startsWith(folder)).isPresent();
    if (SystemFolders.include(folder) || folder.name().equals("node_modules")) {
      return;
    }
    if (holdsProgram && !isLoaded) {
      return;
    }
    for (ImagePath file : packages.all(folder)) {
      keepData(file, isLoaded, reason);
    }
  }

  /** All files of a folder whose names begin so. */
  private void keepBeginning(String path, boolean isLoaded, Reason reason) throws IOException {
    if (path.indexOf('\0') >= 0) {
      return;
    }
    int slash = path.lastIndexOf('/');
    String start = path.substring(slash + 1);
    ImagePath folder = tree.resolve(path.substring(0, slash) + "/").place();
    if (start.isEmpty()) {
      keepFolder(folder, isLoaded, reason);
      return;
    }
    for (String name : tree.names(folder)) {
      ImagePath member = folder.child(name);
      if (name.startsWith(start) && tree.entry(member).isPresent()) {
        if (tree.entry(member).get() instanceof Entry.Directory) {
          keepFolder(member, isLoaded, reason);
        } else {
          keepData(member, isLoaded, reason);
        }
      }
    }
  }

  private void keepData(ImagePath file, boolean isLoaded, Reason reason) throws IOException {
    if (isLoaded) {
      keep(file.toString(), reason);
    } else {
      closure.keepData(file, reason);
    }
  }

  /** Keeps a file that is loaded, with the manifest that says how. */
  private Optional<ImagePath> keep(String path, Reason reason) throws IOException {
    Optional<ImagePath> place = closure.keep(path, reason);
    if (place.isEmpty() || seen.size() >= MOST_FILES || !seen.add(place.get())) {
      return place;
    }
    Optional<NodeManifest> manifest = resolution.scope(place.get());
    if (manifest.isPresent()) {
      closure.keep(
          manifest.get().folder() + "/package.json",
          Reason.needed(place.get(), "says how to load"));
    }
    String name = place.get().name();
    if (NodePackageFiles.isCode(name) || name.indexOf('.') < 0) {
      waiting.add(place.get());
    } else {
      closure.keepData(place.get(), reason);
    }
    return place;
  }

  /** The folder of the package that a file is of; none of what the system shares. */
  private Optional<ImagePath> packageOf(ImagePath file) throws IOException {
    Optional<NodeManifest> manifest = resolution.scope(file);
    Optional<ImagePath> folder = file.parent();
    while (folder.isPresent() && manifest.isPresent()) {
      // Manifests inside of packages only say of what type the files are.
      boolean isTop = folder.get().parent().map(ImagePath::name).orElse("").equals("node_modules");
      String path = folder.get().isRoot() ? "" : folder.get().toString();
      Optional<NodeManifest> here = resolution.manifest(path);
      if (isTop || (here.isPresent() && here.get().text("name").isPresent())) {
        return folder.filter(each -> !SystemFolders.include(each));
      }
      folder = folder.get().parent();
    }
    return Optional.empty();
  }

  private void keepAddons(ImagePath from) throws IOException {
    Optional<ImagePath> folder = packageOf(from);
    if (folder.isPresent()) {
      for (ImagePath addon : packages.addons(folder.get())) {
        closure.keepData(addon, Reason.guessed(from, "a native addon for", Guess.NODE));
      }
    }
  }

  private void keepWhole(ImagePath from) throws IOException {
    Optional<ImagePath> folder = packageOf(from);
    if (folder.isEmpty() || !whole.add(folder.get())) {
      return;
    }
    Reason reason = Reason.guessed(from, "in the package whose names are computed by", Guess.NODE);
    for (ImagePath file : packages.all(folder.get())) {
      keep(file.toString(), reason);
    }
    Optional<NodeManifest> manifest = resolution.manifest(folder.get().toString());
    List<String> dependencies = manifest.map(NodeManifest::dependencies).orElse(List.of());
    for (String name : dependencies) {
      Reason declared = Reason.guessed(from, "a dependency of the package of", Guess.NODE);
      load(name, from, Form.REQUIRE, declared);
      load(name + "/package.json", from, Form.REQUIRE, declared);
    }
  }
}
