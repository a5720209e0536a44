package dev.kobako.check;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the runs of an image asked of its files. Several traces can be made one.
 *
 * @param asked by path
 * @param started each program with its arguments once, in the order in which they were started
 */
public record Trace(SortedMap<String, Asked> asked, Set<Started> started) {
  /** Nothing was run. */
  public static final Trace NONE = new Trace(Collections.emptySortedMap(), Set.of());

  public Trace {
    asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
    started = Collections.unmodifiableSet(new LinkedHashSet<>(started));
  }

  /** This and what other runs asked. */
  public Trace with(Trace other) {
    if (asked.isEmpty() && started.isEmpty()) {
      return other;
    }
    SortedMap<String, Asked> all = new TreeMap<>(asked);
    other.asked.forEach((path, each) -> all.merge(path, each, Asked::with));
    Set<Started> programs = new LinkedHashSet<>(started);
    programs.addAll(other.started);
    return new Trace(all, programs);
  }
}
