package dev.kobako.ladder;

import dev.kobako.debian.Dependency;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which installed packages need which others at run time, by Depends and Pre-Depends (Debian Policy
 * 7.2). Of alternatives, all that are installed count. What only the scripts need that install and
 * remove packages is no need of a program; who touches these tools keeps them.
 */
final class PackageDependencies {
  /** Tools of maintainer scripts; what they need in turn are their own needs. */
  private static final Set<String> TOOLS =
      Set.of(
          "adduser",
          "debconf",
          "debconf-2.0",
          "cdebconf",
          "dbconfig-common",
          "dpkg",
          "init-system-helpers",
          "install-info",
          "lsb-base",
          "sysvinit-utils",
          "ucf");

  private final Map<String, List<InstalledPackage>> providers = new HashMap<>();

  PackageDependencies(List<InstalledPackage> all) {
    for (InstalledPackage each : all) {
      provide(each.name(), each);
      for (Relation provided :
          relations(each, "Provides").stream()
              .flatMap(one -> one.alternatives().stream())
              .toList()) {
        provide(provided.name(), each);
      }
    }
  }

  private void provide(String name, InstalledPackage by) {
    providers.computeIfAbsent(name, _ -> new ArrayList<>()).add(by);
  }

  /** These packages and all that they need, directly or not, in the order of being found. */
  Set<InstalledPackage> closure(Collection<InstalledPackage> start) {
    Set<InstalledPackage> found = new LinkedHashSet<>(start);
    Deque<InstalledPackage> ahead = new ArrayDeque<>(start);
    while (!ahead.isEmpty()) {
      for (InstalledPackage need : needs(ahead.remove())) {
        if (found.add(need)) {
          ahead.add(need);
        }
      }
    }
    return found;
  }

  private List<InstalledPackage> needs(InstalledPackage of) {
    List<Dependency> all = new ArrayList<>(relations(of, "Pre-Depends"));
    all.addAll(relations(of, "Depends"));
    return all.stream()
        .flatMap(each -> each.alternatives().stream())
        .filter(each -> !TOOLS.contains(each.name()))
        .flatMap(each -> providers.getOrDefault(each.name(), List.of()).stream())
        .toList();
  }

  /** An image's database may say what dpkg would never have taken; that names nobody. */
  private static List<Dependency> relations(InstalledPackage of, String field) {
    try {
      return Dependency.list(of.field(field).orElse(""));
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }
}
