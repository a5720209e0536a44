package dev.kobako.ladder;

import dev.kobako.packages.JarPackages;
import dev.kobako.packages.NamedPackage;
import dev.kobako.packages.PackageDescription;
import dev.kobako.sbom.ListedPackage;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Packages of languages in a keep set, by what each says of itself in a file. */
final class LanguagePackages {
  private final SortedMap<String, ListedPackage> found = new TreeMap<>();

  private LanguagePackages() {}

  /** Those that tell name and version, each once, sorted by their URLs. */
  static Collection<ListedPackage> of(KeepSet keepSet) throws IOException {
    LanguagePackages packages = new LanguagePackages();
    for (Kept kept : keepSet.all()) {
      if (kept.entry() instanceof Entry.RegularFile file) {
        packages.described(kept.path().toString(), file).forEach(packages::add);
      }
    }
    return packages.found.values();
  }

  /** Of a jar all that was merged into it, by their coordinates. */
  private List<NamedPackage> described(String path, Entry.RegularFile file) throws IOException {
    Optional<PackageDescription> kind = PackageDescription.at(path);
    if (kind.isEmpty()) {
      return List.of();
    }
    return kind.get() == PackageDescription.JAVA
        ? JarPackages.of(file.content())
        : kind.get().packages(path, file.content());
  }

  private void add(NamedPackage each) {
    try {
      ListedPackage listed =
          ListedPackage.named(
              each.ecosystem().type(),
              each.namespace(),
              each.plainName(),
              each.version(),
              Map.of());
      found.putIfAbsent(listed.url(), listed);
    } catch (IllegalArgumentException _) {
      // An image's files may say anything; this is no name of a package.
    }
  }
}
