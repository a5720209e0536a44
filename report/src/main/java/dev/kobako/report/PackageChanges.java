package dev.kobako.report;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what is installed in two trees. */
final class PackageChanges {
  private PackageChanges() {}

  /** Packages with another version, or in one of the trees only, by name. */
  static List<PackageChange> between(Tree before, Tree after) {
    SortedMap<String, String> old = versions(before);
    SortedMap<String, String> now = versions(after);
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

  private static SortedMap<String, String> versions(Tree tree) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (InstalledPackage each : InstalledPackages.of(tree).all()) {
      if (versions.putIfAbsent(each.name(), each.version()) != null) {
        versions.put(each.name() + ":" + each.architecture(), each.version());
      }
    }
    return versions;
  }
}
