package dev.kobako.packages;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files and folders of a tree that belong to packages of languages. */
final class LanguageOwners {
  private final MemoryTree tree;
  private final Map<ImagePath, NamedPackage> files = new HashMap<>();
  private final Map<ImagePath, NamedPackage> folders = new HashMap<>();

  private LanguageOwners(MemoryTree tree) {
    this.tree = tree;
  }

  static LanguageOwners of(MemoryTree tree, Descriptions descriptions) throws IOException {
    record Described(PackageDescription kind, ImagePath place, Entry.RegularFile file) {}
    List<Described> described = new ArrayList<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (entry instanceof Entry.RegularFile file) {
            PackageDescription.at(path.toString())
                .ifPresent(kind -> described.add(new Described(kind, path, file)));
          }
        });
    LanguageOwners owners = new LanguageOwners(tree);
    for (Described each : described) {
      // what a jar is concerns nothing but itself, and is asked for with it
      if (each.kind() != PackageDescription.JAVA) {
        for (NamedPackage found : descriptions.of(each.place(), each.file().content())) {
          owners.claim(each.kind(), found, each.place());
        }
      }
    }
    return owners;
  }

  private void claim(PackageDescription kind, NamedPackage owner, ImagePath description)
      throws IOException {
    ImagePath folder = description.parent().orElse(ImagePath.ROOT);
    files.putIfAbsent(description, owner);
    switch (kind) {
      case PYTHON -> python(owner, folder.name().endsWith("-info") ? folder : description);
      case NODE -> folders.putIfAbsent(folder, owner);
      case PHP ->
          folder
              .parent()
              .ifPresent(vendor ->
                  path(vendor, owner.name()).ifPresent(each -> folders.putIfAbsent(each, owner)));
      case RUBY -> ruby(owner, folder, description.name());
      case JAVA -> {}
    }
  }

  /** All that it has recorded, or else what can be imported by its names. */
  private void python(NamedPackage owner, ImagePath info) throws IOException {
    ImagePath site = info.parent().orElse(ImagePath.ROOT);
    folders.putIfAbsent(info, owner);
    PythonPaths paths;
    try {
      paths = PythonPaths.of(tree, info);
    } catch (PassedContentException _) {
      return;
    }
    for (String path : paths.recorded()) {
      (path.contains("..")
              ? Optional.of(tree.resolve(site + "/" + path).place())
              : path(site, path))
          .filter(place -> tree.entry(place).isPresent())
          .ifPresent(place -> files.putIfAbsent(place, owner));
    }
    for (String name : paths.importable()) {
      Optional<ImagePath> place = path(site, name);
      if (place.isPresent()) {
        if (tree.entry(place.get()).orElse(null) instanceof Entry.Directory) {
          folders.putIfAbsent(place.get(), owner);
        } else {
          files.putIfAbsent(place.get(), owner);
        }
      }
    }
  }

  /** The folder of a gem's files and those of its extensions for platforms. */
  private void ruby(NamedPackage owner, ImagePath specifications, String file) {
    String full = file.substring(0, file.length() - ".gemspec".length());
    Optional<ImagePath> home = specifications.parent();
    if (full.isEmpty() || home.isEmpty()) {
      return;
    }
    Optional<ImagePath> gem = path(home.get(), "gems/" + full);
    if (gem.isEmpty()) {
      return; // it is called ".." or the like
    }
    folders.putIfAbsent(gem.get(), owner);
    ImagePath extensions = home.get().child("extensions");
    for (String platform : tree.names(extensions)) {
      for (String version : tree.names(extensions.child(platform))) {
        folders.putIfAbsent(extensions.child(platform).child(version).child(full), owner);
      }
    }
  }

  /** A path below a folder; empty for what is none. */
  private static Optional<ImagePath> path(ImagePath folder, String below) {
    try {
      return Optional.of(ImagePath.of(folder + "/" + below));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whose a file is; of what Python compiles itself, whose the source is. */
  Optional<NamedPackage> owner(ImagePath place) {
    NamedPackage exact = files.get(place);
    if (exact == null && CompiledPython.isCached(place)) {
      exact = files.get(CompiledPython.source(place));
    }
    Optional<ImagePath> above = folders.isEmpty() ? Optional.empty() : place.parent();
    while (exact == null && above.isPresent()) {
      exact = folders.get(above.get());
      above = above.get().parent();
    }
    return Optional.ofNullable(exact);
  }
}
