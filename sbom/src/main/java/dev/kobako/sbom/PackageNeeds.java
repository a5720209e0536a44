package dev.kobako.sbom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which packages of a set need which others of it. */
final class PackageNeeds {
  private PackageNeeds() {}

  /**
   * The indexes of what each needs, sorted, by its own index. Of alternatives, all that are there
   * count; versions were looked at when the set was chosen.
   */
  static SortedMap<Integer, List<Integer>> of(List<ListedPackage> packages) {
    Map<String, Set<Integer>> providers = new TreeMap<>();
    for (int i = 0; i < packages.size(); i++) {
      for (String name : packages.get(i).provides()) {
        providers.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(i);
      }
    }
    SortedMap<Integer, List<Integer>> needs = new TreeMap<>();
    for (int i = 0; i < packages.size(); i++) {
      Set<Integer> found = new LinkedHashSet<>();
      for (String name : packages.get(i).needs()) {
        found.addAll(providers.getOrDefault(name, Set.of()));
      }
      found.remove(i);
      needs.put(i, new ArrayList<>(found.stream().sorted().toList()));
    }
    return needs;
  }
}
