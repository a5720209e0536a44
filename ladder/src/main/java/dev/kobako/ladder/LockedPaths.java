package dev.kobako.ladder;

import dev.kobako.slim.Reason;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stays of an image and what goes, as lines of a lock. Of several lines that hold for a place
 * the deepest counts.
 *
 * @param kept by the reason, as {@link LockedReason} writes it
 * @param left what goes of folders that stay as a whole, and what was known to be beside kept files
 */
record LockedPaths(SortedMap<String, SortedSet<LockedPath>> kept, SortedSet<LockedPath> left) {
  LockedPaths {
    SortedMap<String, SortedSet<LockedPath>> copy = new TreeMap<>();
    kept.forEach((reason, paths) ->
        copy.put(reason, Collections.unmodifiableSortedSet(new TreeSet<>(paths))));
    kept = Collections.unmodifiableSortedMap(copy);
    left = Collections.unmodifiableSortedSet(new TreeSet<>(left));
  }

  /** One kept line. */
  record Line(Reason reason, LockedPath path) {}

  /** All kept lines with their reasons. */
  List<Line> lines() {
    return kept.entrySet().stream()
        .flatMap(group ->
            group.getValue().stream()
                .map(path -> new Line(LockedReason.read(group.getKey()), path)))
        .toList();
  }
}
