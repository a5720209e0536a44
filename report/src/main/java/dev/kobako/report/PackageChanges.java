package dev.kobako.report;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.packages.Ecosystem;
import dev.kobako.packages.NamedPackage;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what is installed in two trees. */
final class PackageChanges {
  private PackageChanges() {}

  /**
   * Packages with another version, or in one of the trees only, by name. Of languages' packages
   * those are known that own files; several versions of one stand together.
   */
  static List<PackageChange> between(
      Tree before, Contents contentsBefore, Tree after, Contents contentsAfter) {
    SortedMap<String, String> old = versions(before, contentsBefore);
    SortedMap<String, String> now = versions(after, contentsAfter);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<PackageChange> all = new ArrayList<>();
    for (String name : names) {
      PackageChange change =
          new PackageChange(
              name, Optional.ofNullable(old.get(name)), Optional.ofNullable(now.get(name)));
      if (!change.before().equals(change.after())) {
        all.add(change);
      }
    }
    return all;
  }

  private static SortedMap<String, String> versions(Tree tree, Contents contents) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (InstalledPackage each : InstalledPackages.of(tree).all()) {
      if (versions.putIfAbsent(each.name(), each.version()) != null) {
        versions.put(each.name() + ":" + each.architecture(), each.version());
      }
    }
    SortedMap<String, SortedSet<String>> others = new TreeMap<>();
    for (PackagePortion each : contents.packages()) {
      NamedPackage owner = each.owner();
      if (owner.ecosystem() != Ecosystem.DEBIAN) {
        others.computeIfAbsent(name(owner), _ -> new TreeSet<>()).add(owner.version());
      }
    }
    others.forEach((name, several) -> versions.put(name, String.join(", ", several)));
    return versions;
  }

  /** A system has one package manager; of languages there are several. */
  static String name(NamedPackage owner) {
    return switch (owner.ecosystem()) {
      case DEBIAN, ALPINE, RPM -> owner.name();
      case PYTHON, NODE, RUBY, JAVA, PHP, GO, RUST ->
          owner.name() + " (" + owner.ecosystem().type() + ")";
    };
  }
}
