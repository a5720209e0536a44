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
 * What level proven may take away of minimal's keep set: files, and of files that hold members
 * these. Not among it: what the user keeps, what every image keeps ({@link StandingPlaces}),
 * stanzas of packages that stay, which scanners read, and folders that a run asked for, since
 * something may be made in them. Other folders go with the last of what is in them.
 */
final class Units {
  private final Original original;
  private final KeepSet keepSet;
  private final MemberFolders folders;
  private final Set<ImagePath> standing;
  private final List<Unit> all;
  private final Map<ImagePath, Unit> byPath;

  private Units(
      Original original,
      KeepSet keepSet,
      MemberFolders folders,
      Set<ImagePath> standing,
      List<Unit> all,
      Map<ImagePath, Unit> byPath) {
    this.original = original;
    this.keepSet = keepSet;
    this.folders = folders;
    this.standing = standing;
    this.all = List.copyOf(all);
    this.byPath = byPath;
  }

  /** Which members are likely to be needed. */
  interface Hints {
    /** Places of members that a run asked for, of some files; of other files nothing is known. */
    Set<ImagePath> asked(MemberFolders folders) throws IOException;
  }

  /**
   * Those of a keep set.
   *
   * @param trace of runs of the original
   */
  static Units of(KeepSet keepSet, Original original, KeepRules rules, Trace trace, Hints hints)
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
    MemberFolders folders =
        MemberFolders.of(
            keepSet, original.tree(), path -> asked.contains(path) && !standing.contains(path));
    KeepSet opened = folders.opened(keepSet);
    asked.addAll(hints.asked(folders));
    List<Unit> units = new ArrayList<>();
    Map<ImagePath, Unit> byPath = new LinkedHashMap<>();
    Units made = new Units(original, opened, folders, standing, List.of(), Map.of());
    for (List<Kept> names : made.names()) {
      Unit unit = made.unit(units.size(), names, asked);
      units.add(unit);
      unit.paths().forEach(path -> byPath.put(path, unit));
    }
    return new Units(original, opened, folders, standing, units, byPath);
  }

  /** All names of a file are one. */
  private Collection<List<Kept>> names() {
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
      if (holds || standing.contains(kept.path()) || !isOriginal(kept.path())) {
        staying.add(identity);
      } else {
        names.computeIfAbsent(identity, _ -> new ArrayList<>()).add(kept);
      }
    }
    names.keySet().removeAll(staying);
    return names.values();
  }

  private boolean isOriginal(ImagePath path) {
    return original.tree().entry(path).isPresent() || folders.holding(path).isPresent();
  }

  private Unit unit(int number, List<Kept> names, Set<ImagePath> asked) {
    List<ImagePath> paths = names.stream().map(Kept::path).toList();
    ImagePath path = paths.getFirst();
    Optional<MemberFolders.Holding> holding = folders.holding(path);
    return new Unit(
        number,
        paths,
        holding.isPresent() ? owner(holding.get(), path) : owner(path),
        KeepSet.size(names.getFirst()),
        paths.stream().anyMatch(asked::contains),
        holding.isEmpty());
  }

  private String owner(ImagePath path) {
    return original.packages().owner(path).map(InstalledPackage::name).orElse("");
  }

  /** The file, and the module or whatever else members of it begin with. */
  private static String owner(MemberFolders.Holding holding, ImagePath path) {
    int first = holding.path().names().size();
    return holding.path().child(path.names().get(first)).toString();
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
    return folders.closed(keepSet.filter(kept -> staying.contains(kept.path())));
  }

  /** Records that the original does not have are made again for the packages that stay. */
  private boolean isHeld(Kept kept) {
    return standing.contains(kept.path())
        || (!(kept.entry() instanceof Entry.Directory) && isOriginal(kept.path()));
  }
}
