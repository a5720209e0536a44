package dev.kobako.sbom;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.Dependency;
import dev.kobako.debian.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which packages of a set need which others of it, by Depends and Pre-Depends. */
final class PackageNeeds {
  private PackageNeeds() {}

  /**
   * The indexes of what each needs, sorted, by its own index. Of alternatives, all that are there
   * count; versions were looked at when the set was chosen.
   */
  static SortedMap<Integer, List<Integer>> of(List<AvailablePackage> packages) {
    Map<String, Set<Integer>> providers = new TreeMap<>();
    for (int i = 0; i < packages.size(); i++) {
      provider(providers, packages.get(i).name(), i);
      for (Relation provided : packages.get(i).provides()) {
        provider(providers, provided.name(), i);
      }
    }
    SortedMap<Integer, List<Integer>> needs = new TreeMap<>();
    for (int i = 0; i < packages.size(); i++) {
      Set<Integer> found = new LinkedHashSet<>();
      List<Dependency> all = new ArrayList<>(packages.get(i).preDepends());
      all.addAll(packages.get(i).depends());
      for (Dependency dependency : all) {
        for (Relation relation : dependency.alternatives()) {
          found.addAll(providers.getOrDefault(relation.name(), Set.of()));
        }
      }
      found.remove(i);
      needs.put(i, found.stream().sorted().toList());
    }
    return needs;
  }

  private static void provider(Map<String, Set<Integer>> providers, String name, int index) {
    providers.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(index);
  }
}
