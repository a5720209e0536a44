package dev.kobako.ladder;

import dev.kobako.slim.Closure;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stays of an original as a lock says. */
final class LockedKeepSet {
  private final Original original;
  private final SlimLock lock;
  private final MemoryTree tree;
  private final Closure closure;
  private final Set<ImagePath> left = new HashSet<>();
  private final List<String> vanished = new ArrayList<>();

  /** Of files of which only some members stay, these. */
  private final NavigableMap<ImagePath, SortedSet<String>> members = new TreeMap<>();

  LockedKeepSet(Original original, SlimLock lock) {
    this.original = original;
    this.lock = lock;
    this.tree = original.tree();
    this.closure = new Closure(original.source(), MinimalKeepSet.OPTIONS);
    lock.paths().left().forEach(path -> left.addAll(path.places(tree)));
  }

  /** The keep set; clean rules only make contents smaller, since the lock knows what goes. */
  KeepSet keepSet() throws IOException {
    for (LockedPaths.Line line : lock.paths().lines()) {
      if (line.path().form() != LockedPath.Form.ALL && !keepMember(line) && !keepOne(line)) {
        vanished.add(line.path().text());
      }
    }
    for (LockedPaths.Line line : lock.paths().lines()) {
      if (line.path().form() == LockedPath.Form.ALL) {
        List<ImagePath> places = present(line.path());
        places.forEach(place -> keepAll(place, line.reason()));
        if (places.isEmpty()) {
          vanished.add(line.path().text());
        }
      }
    }
    KeepSet named = withKnownReasons(closure.keepSet());
    return lock.level() == Level.REPACK ? named : withMembers(shrunk(named));
  }

  /** The lines of the lock that have no place in the original; known once the keep set is. */
  List<String> vanished() {
    return vanished.stream().sorted().toList();
  }

  /** What is below a file is a member of it. */
  private boolean keepMember(LockedPaths.Line line) {
    boolean found = false;
    for (ImagePath place : line.path().places(tree)) {
      Optional<ImagePath> above = place.parent();
      while (above.isPresent() && tree.entry(above.get()).isEmpty()) {
        above = above.get().parent();
      }
      if (above.isPresent()
          && tree.entry(above.get()).orElseThrow() instanceof Entry.RegularFile
          && line.path().form() == LockedPath.Form.ENTRY) {
        int start = above.get().toString().length() + 1;
        members
            .computeIfAbsent(above.get(), _ -> new TreeSet<>())
            .add(place.toString().substring(start));
        found = true;
      }
    }
    return found;
  }

  private KeepSet withMembers(KeepSet keepSet) throws IOException {
    MemberFolders folders = MemberFolders.of(keepSet, tree, members::containsKey);
    Map<ImagePath, Kept> smaller = new HashMap<>();
    for (MemberFolders.Holding holding : folders.all()) {
      SortedSet<String> wanted = members.getOrDefault(holding.path(), new TreeSet<>());
      NavigableSet<String> there = new TreeSet<>();
      holding.file().members().forEach(each -> there.add(each.name()));
      there.retainAll(wanted);
      wanted.removeAll(there);
      smaller.put(holding.path(), holding.with(there));
    }
    members.forEach(
        (file, gone) -> gone.forEach(name -> vanished.add(LockText.written(file + "/" + name))));
    return keepSet.mapEntries(kept -> smaller.getOrDefault(kept.path(), kept));
  }

  private boolean keepOne(LockedPaths.Line line) {
    boolean found = false;
    for (ImagePath place : line.path().places(tree)) {
      Optional<Entry> entry = tree.entry(place);
      if (entry.isEmpty() && StandingPlaces.isMade(place)) {
        entry = Optional.of(StandingPlaces.made());
      }
      boolean wantsFolder = line.path().form() == LockedPath.Form.FOLDER;
      if (entry.isPresent() && entry.get() instanceof Entry.Directory == wantsFolder) {
        closure.add(place, entry.get(), line.reason());
        found |= line.path().form() != LockedPath.Form.LINK || keepBehind(place, line.reason());
      }
    }
    return found;
  }

  private boolean keepBehind(ImagePath link, Reason reason) {
    Resolution resolution = tree.resolve(link);
    resolution.links().forEach(each -> closure.add(each, tree.entry(each).orElseThrow(), reason));
    resolution.file().ifPresent(file -> closure.add(resolution.place(), file, reason));
    return resolution.file().isPresent();
  }

  private List<ImagePath> present(LockedPath path) {
    return path.places(tree).stream()
        .filter(place -> tree.entry(place).orElse(null) instanceof Entry.Directory)
        .toList();
  }

  /** No deeper than a path is long, so recursion is bounded. */
  private void keepAll(ImagePath place, Reason reason) {
    closure.add(place, tree.entry(place).orElseThrow(), reason);
    for (String name : tree.names(place)) {
      ImagePath below = place.child(name);
      if (!left.contains(below)) {
        keepAll(below, reason);
      }
    }
  }

  /** What needs a path may be called otherwise now; then its name is only told. */
  private static KeepSet withKnownReasons(KeepSet keepSet) {
    return keepSet.mapEntries(kept -> {
      Optional<ImagePath> by = kept.reason().by();
      return by.isEmpty() || keepSet.at(by.get()).isPresent()
          ? kept
          : new Kept(kept.path(), kept.entry(), Reason.asked(kept.reason().how() + " " + by.get()));
    });
  }

  private KeepSet shrunk(KeepSet keepSet) throws IOException {
    Cleaned cleaned =
        new Cleaned(
            keepSet.tree(),
            original.config(),
            original.packages(),
            path -> keepSet.at(path).isPresent());
    cleaned.apply(CleanRule.all(), lock.rules());
    return cleaned.applyTo(keepSet);
  }
}
