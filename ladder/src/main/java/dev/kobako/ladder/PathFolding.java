package dev.kobako.ladder;

import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says with as few lines as can be which paths of a tree stay: a folder of which nearly all stays
 * for one reason becomes a line, and what goes of it an exception each. Only reasons that speak of
 * more than one file, such as a family, hold for files that nobody has seen yet; what a run opened
 * does not, so there each file has its line.
 */
final class PathFolding {
  private static final Reason EMPTIED = Reason.asked("emptied by a rule");

  private final Tree tree;
  private final KeepSet keepSet;

  /** For folders: how many files below stay. */
  private final Map<ImagePath, Integer> files = new HashMap<>();

  /** For folders: how many files below stay for which reason that may speak of further files. */
  private final Map<ImagePath, Map<Reason, Integer>> speaking = new HashMap<>();

  /** The folders in which something stays. */
  private final Set<ImagePath> holding = new HashSet<>();

  private final Map<ImagePath, Cost> costs = new HashMap<>();
  private final List<LockedPaths.Line> kept = new ArrayList<>();
  private final SortedSet<LockedPath> left = new TreeSet<>();

  private PathFolding(Tree tree, KeepSet keepSet) {
    this.tree = tree;
    this.keepSet = keepSet;
  }

  /**
   * Lines that a place and all below it need.
   *
   * @param inside where it lies in a folder that stays as a whole
   * @param outside where it does not
   */
  private record Cost(int inside, int outside) {}

  /**
   * The lines.
   *
   * @param tree of which the keep set is a part, but for what kobako made itself
   */
  static LockedPaths of(Tree tree, KeepSet keepSet) {
    PathFolding folding = new PathFolding(tree, keepSet);
    keepSet.all().forEach(folding::count);
    folding.cost(ImagePath.ROOT);
    folding.fold(ImagePath.ROOT, false);
    keepSet.all().stream()
        .filter(each -> tree.entry(each.path()).isEmpty() && StandingPlaces.isMade(each.path()))
        .forEach(each -> folding.keep(each, LockedPath.Form.FOLDER));
    return folding.lines();
  }

  private void count(Kept each) {
    Reason reason = each.reason();
    each.path().parent().ifPresent(holding::add);
    if (each.entry() instanceof Entry.Directory) {
      return;
    }
    boolean speaksOfMore = speaksOfMore(reason);
    Optional<ImagePath> folder = each.path().parent();
    while (folder.isPresent()) {
      files.merge(folder.get(), 1, Integer::sum);
      if (speaksOfMore) {
        speaking.computeIfAbsent(folder.get(), _ -> new HashMap<>()).merge(reason, 1, Integer::sum);
      }
      folder = folder.get().parent();
    }
  }

  private static boolean speaksOfMore(Reason reason) {
    return reason.how().startsWith(FamilyView.OF_FAMILY)
        || (reason.by().isEmpty()
            && !reason.how().endsWith(TracedPaths.IN_TRACE)
            && !reason.how().startsWith(Lacks.ASKED_FOR));
  }

  /** No deeper than a path is long, so recursion is bounded. */
  private Cost cost(ImagePath place) {
    Optional<Kept> here = keepSet.at(place);
    if (here.isEmpty()) {
      return new Cost(1, 0);
    }
    if (!(tree.entry(place).orElse(null) instanceof Entry.Directory)) {
      return new Cost(0, 1);
    }
    int inside = 0;
    int outside = needsLine(here.get()) ? 1 : 0;
    for (String name : tree.names(place)) {
      Cost below = cost(place.child(name));
      inside += below.inside();
      outside += below.outside();
    }
    Cost listed = new Cost(inside, outside);
    costs.put(place, listed);
    return new Cost(
        Math.min(inside, 1 + outside),
        mayStayWhole(place) ? Math.min(outside, 1 + inside) : outside);
  }

  /** Whether one reason speaks for several files and most. */
  private boolean mayStayWhole(ImagePath folder) {
    int half = files.getOrDefault(folder, 0) / 2;
    return speaking.getOrDefault(folder, Map.of()).values().stream()
        .anyMatch(count -> count > 1 && count >= half);
  }

  /** What is there only to hold others needs none, unless it holds nothing any more. */
  private boolean needsLine(Kept folder) {
    return !folder.path().isRoot()
        && (!folder.reason().isToHold() || !holding.contains(folder.path()));
  }

  private void fold(ImagePath place, boolean inside) {
    Optional<Kept> here = keepSet.at(place);
    if (here.isEmpty()) {
      if (inside) {
        leave(place);
      }
      return;
    }
    if (!(tree.entry(place).orElse(null) instanceof Entry.Directory)) {
      if (!inside) {
        keep(here.get(), LockedPath.Form.ENTRY);
      }
      return;
    }
    Cost cost = costs.getOrDefault(place, new Cost(0, 0));
    boolean below = inside;
    if (inside && 1 + cost.outside() < cost.inside()) {
      leave(place);
      below = false;
    } else if (!inside && mayStayWhole(place) && 1 + cost.inside() < cost.outside()) {
      kept.add(
          new LockedPaths.Line(
              mainReason(place), LockedPath.of(place, LockedPath.Form.ALL).withoutVersions()));
      below = true;
    }
    if (!below && needsLine(here.get())) {
      keep(here.get(), LockedPath.Form.FOLDER);
    }
    for (String name : tree.names(place)) {
      fold(place.child(name), below);
    }
  }

  private Reason mainReason(ImagePath folder) {
    return speaking.getOrDefault(folder, Map.of()).entrySet().stream()
        .max(
            Map.Entry.<Reason, Integer>comparingByValue()
                .thenComparing(each -> LockedReason.text(each.getKey())))
        .orElseThrow()
        .getKey();
  }

  private void keep(Kept each, LockedPath.Form form) {
    Reason reason = each.reason().isToHold() ? EMPTIED : each.reason();
    kept.add(new LockedPaths.Line(reason, LockedPath.of(each.path(), form).withoutVersions()));
  }

  private void leave(ImagePath place) {
    left.add(LockedPath.of(place, form(place)).withoutVersions());
  }

  private LockedPath.Form form(ImagePath place) {
    return tree.entry(place).orElse(null) instanceof Entry.Directory
        ? LockedPath.Form.ALL
        : LockedPath.Form.ENTRY;
  }

  /** A file that a link leads to needs no line of its own, so that it may change its name. */
  private LockedPaths lines() {
    SortedMap<String, SortedSet<LockedPath>> groups = new TreeMap<>();
    Set<LockedPath> known = new HashSet<>();
    kept.forEach(line -> known.add(line.path()));
    Set<LockedPath> behind = new HashSet<>();
    List<LockedPaths.Line> all = new ArrayList<>();
    for (LockedPaths.Line line : kept) {
      Optional<Kept> target = target(line.path()).filter(each -> known.contains(line(each)));
      target.map(PathFolding::line).ifPresent(behind::add);
      all.add(
          target.isPresent()
              ? new LockedPaths.Line(
                  target.get().reason(),
                  new LockedPath(line.path().pattern(), LockedPath.Form.LINK))
              : line);
    }
    for (LockedPaths.Line line : all) {
      if (!behind.contains(line.path())) {
        groups
            .computeIfAbsent(LockedReason.text(line.reason()), _ -> new TreeSet<>())
            .add(line.path());
      }
    }
    return new LockedPaths(groups, left);
  }

  private static LockedPath line(Kept file) {
    return LockedPath.of(file.path(), LockedPath.Form.ENTRY).withoutVersions();
  }

  private Optional<Kept> target(LockedPath link) {
    if (link.form() != LockedPath.Form.ENTRY) {
      return Optional.empty();
    }
    return link.places(tree).stream()
        .filter(place -> tree.entry(place).orElse(null) instanceof Entry.Symlink)
        .map(tree::resolve)
        .filter(resolution -> resolution.file().isPresent())
        .flatMap(resolution -> keepSet.at(resolution.place()).stream())
        .findFirst();
  }
}
