package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Units that are likely to stay or go together: packages, then folders, then files. */
final class UnitGroups {
  /** Neighbours are of one package, and within it of one folder. */
  private static final Comparator<Unit> NEIGHBOURS =
      Comparator.comparing(Unit::owner).thenComparing(Unit::path);

  private static final Comparator<Unit> BIGGEST_FIRST =
      Comparator.comparingLong(Unit::bytes).reversed().thenComparing(Unit::path);

  private UnitGroups() {}

  /** By themselves, those first without which most is gained. */
  static List<Unit> biggestFirst(Collection<Unit> units) {
    return units.stream().sorted(BIGGEST_FIRST).toList();
  }

  /** Side by side as they are likely to stay or go together. */
  static List<Unit> asNeighbours(Collection<Unit> units) {
    return units.stream().sorted(NEIGHBOURS).toList();
  }

  /** Packages, folders and single units in one list, in the order of what is gained. */
  static List<List<Unit>> ofAllSizes(Collection<Unit> units) {
    Map<String, List<Unit>> packages = new TreeMap<>();
    Map<ImagePath, List<Unit>> folders = new TreeMap<>();
    Set<List<Unit>> groups = new LinkedHashSet<>();
    for (Unit unit : asNeighbours(units)) {
      if (!unit.owner().isEmpty()) {
        packages.computeIfAbsent(unit.owner(), _ -> new ArrayList<>()).add(unit);
      }
      folders.computeIfAbsent(unit.folder(), _ -> new ArrayList<>()).add(unit);
    }
    groups.addAll(packages.values());
    groups.addAll(folders.values());
    biggestFirst(units).forEach(unit -> groups.add(List.of(unit)));
    // Sorting is stable: of what gains as much, the package comes first.
    return groups.stream().sorted(Comparator.comparingLong(UnitGroups::bytes).reversed()).toList();
  }

  /**
   * Two parts of a list of neighbours, cut between packages or folders where that leaves both of
   * them with a quarter at least, and else in the middle.
   */
  static List<List<Unit>> halves(List<Unit> neighbours) {
    int cut = neighbours.size() / 2;
    int best = 0;
    for (int at = Math.max(1, neighbours.size() / 4);
        at <= neighbours.size() - Math.max(1, neighbours.size() / 4);
        at++) {
      int strength = strength(neighbours.get(at - 1), neighbours.get(at));
      int middle = neighbours.size() / 2;
      if (strength > best || (strength == best && Math.abs(at - middle) < Math.abs(cut - middle))) {
        best = strength;
        cut = at;
      }
    }
    return List.of(neighbours.subList(0, cut), neighbours.subList(cut, neighbours.size()));
  }

  private static int strength(Unit left, Unit right) {
    return !left.owner().equals(right.owner()) ? 2 : left.folder().equals(right.folder()) ? 0 : 1;
  }

  /** What is gained without them. */
  static long bytes(Collection<Unit> units) {
    return units.stream().mapToLong(Unit::bytes).sum();
  }

  /** The units by each of their names. */
  static Map<ImagePath, Unit> byPath(Collection<Unit> units) {
    Map<ImagePath, Unit> all = new LinkedHashMap<>();
    units.forEach(unit -> unit.paths().forEach(path -> all.put(path, unit)));
    return all;
  }
}
