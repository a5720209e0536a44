package dev.kobako.ladder;

import dev.kobako.check.Trace;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.slim.Closure;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What level proven may take away of minimal's keep set. Not among it: what the user keeps, what
 * every image keeps ({@link StandingPlaces}), stanzas of packages that stay, which scanners read,
 * and folders that a run asked for, since something may be made in them. Other folders go with the
 * last of what is in them.
 */
final class Units {
  private final Original original;
  private final KeepSet keepSet;
  private final Set<ImagePath> standing;
  private final List<Unit> all;
  private final Map<ImagePath, Unit> byPath;

  private Units(
      Original original,
      KeepSet keepSet,
      Set<ImagePath> standing,
      List<Unit> all,
      Map<ImagePath, Unit> byPath) {
    this.original = original;
    this.keepSet = keepSet;
    this.standing = standing;
    this.all = List.copyOf(all);
    this.byPath = byPath;
  }

  /**
   * Those of a keep set.
   *
   * @param trace of runs of the original
   */
  static Units of(KeepSet keepSet, Original original, KeepRules rules, Trace trace)
      throws IOException {
    Set<ImagePath> asked = new AskedPlaces(original).of(trace);
    Set<ImagePath> standing = new HashSet<>(new KeepList(original, rules).kept());
    Closure closure = new Closure(original.source(), MinimalKeepSet.OPTIONS);
    StandingPlaces standingPlaces = new StandingPlaces(original, closure);
    standingPlaces.keepContents();
    standingPlaces.keepFolders();
    standing.addAll(closure.paths());
    asked.stream()
        .filter(path -> original.tree().entry(path).orElse(null) instanceof Entry.Directory)
        .forEach(standing::add);
    List<Unit> units = new ArrayList<>();
    Map<ImagePath, Unit> byPath = new LinkedHashMap<>();
    for (List<Kept> names : names(keepSet, original, standing)) {
      Unit unit = unit(units.size(), names, original, asked);
      units.add(unit);
      unit.paths().forEach(path -> byPath.put(path, unit));
    }
    return new Units(original, keepSet, standing, units, byPath);
  }

  /** All names of a file are one. */
  private static Collection<List<Kept>> names(
      KeepSet keepSet, Original original, Set<ImagePath> standing) {
    Set<ImagePath> filled = new HashSet<>();
    keepSet.all().forEach(kept -> kept.path().parent().ifPresent(filled::add));
    Map<Object, List<Kept>> names = new LinkedHashMap<>();
    Set<Object> staying = new HashSet<>();
    for (Kept kept : keepSet.all()) {
      boolean holds = kept.entry() instanceof Entry.Directory && filled.contains(kept.path());
      Object identity =
          kept.entry() instanceof Entry.RegularFile file && file.inode() != 0
              ? file.inode()
              : kept.path();
      if (holds || standing.contains(kept.path()) || original.tree().entry(kept.path()).isEmpty()) {
        staying.add(identity);
      } else {
        names.computeIfAbsent(identity, _ -> new ArrayList<>()).add(kept);
      }
    }
    names.keySet().removeAll(staying);
    return names.values();
  }

  private static Unit unit(int number, List<Kept> names, Original original, Set<ImagePath> asked) {
    List<ImagePath> paths = names.stream().map(Kept::path).toList();
    Optional<InstalledPackage> owner = original.packages().owner(paths.getFirst());
    return new Unit(
        number,
        paths,
        owner.map(InstalledPackage::name).orElse(""),
        KeepSet.size(names.getFirst()),
        paths.stream().anyMatch(asked::contains));
  }

  /** In the order of their paths. */
  List<Unit> all() {
    return all;
  }

  /** Those among some places. */
  Set<Unit> at(Collection<ImagePath> places) {
    Set<Unit> found = new LinkedHashSet<>();
    for (ImagePath place : places) {
      Unit unit = byPath.get(place);
      if (unit != null) {
        found.add(unit);
      }
    }
    return found;
  }

  /** The keep set without some of them; {@link PackageRecords} are for the caller to add. */
  KeepSet without(Set<Unit> removed) {
    Set<ImagePath> staying = new HashSet<>();
    for (Kept kept : keepSet.all()) {
      Unit unit = byPath.get(kept.path());
      boolean stays = unit == null ? isHeld(kept) : !removed.contains(unit);
      Optional<ImagePath> at = stays ? Optional.of(kept.path()) : Optional.empty();
      while (at.isPresent() && staying.add(at.get())) {
        at = at.get().parent();
      }
    }
    return keepSet.filter(kept -> staying.contains(kept.path()));
  }

  /** Records that the original does not have are made again for the packages that stay. */
  private boolean isHeld(Kept kept) {
    return standing.contains(kept.path())
        || (!(kept.entry() instanceof Entry.Directory)
            && original.tree().entry(kept.path()).isPresent());
  }
}
