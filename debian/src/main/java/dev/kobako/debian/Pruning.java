package dev.kobako.debian;

import dev.kobako.debian.Rule.Need;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes away members that others made superfluous: the first alternative was chosen, and then
 * another came in for a reason of its own. What is left has no smaller part that would do.
 */
final class Pruning {
  private final List<Need> roots = new ArrayList<>();
  private final Map<Candidate, List<Need>> needs = new HashMap<>();
  private final Map<Candidate, List<Need>> metBy = new HashMap<>();
  private Set<Candidate> members;

  private Pruning(Selection.Chosen chosen) {
    members = new LinkedHashSet<>(chosen.members());
    for (Need each : chosen.needs()) {
      if (each.who() == null) {
        roots.add(each);
      } else {
        needs.computeIfAbsent(each.who(), _ -> new ArrayList<>()).add(each);
      }
      for (Candidate option : each.options()) {
        metBy.computeIfAbsent(option, _ -> new ArrayList<>()).add(each);
      }
    }
  }

  /** The members that are needed, each with the need that has the shortest way to the request. */
  static Map<Candidate, Need> of(Selection.Chosen chosen) {
    Pruning pruning = new Pruning(chosen);
    // what was chosen early was chosen before it was known what else comes in
    for (Candidate each : List.copyOf(chosen.members())) {
      if (pruning.mayGo(each)) {
        pruning.leaveOut(each);
      }
    }
    return pruning.reached(pruning.members);
  }

  /** Whether another member could do in some place what it does; else nothing is to be won. */
  private boolean mayGo(Candidate candidate) {
    return members.contains(candidate)
        && metBy.getOrDefault(candidate, List.of()).stream()
            .anyMatch(need -> need.options().stream().filter(members::contains).count() > 1);
  }

  /** Leaves out a member and whatever can't be without it, unless the request can't. */
  private void leaveOut(Candidate candidate) {
    Set<Candidate> rest = new HashSet<>(members);
    Deque<Candidate> gone = new ArrayDeque<>(List.of(candidate));
    rest.remove(candidate);
    while (!gone.isEmpty()) {
      for (Need each : metBy.getOrDefault(gone.remove(), List.of())) {
        if (each.options().stream().noneMatch(rest::contains)) {
          if (each.who() == null) {
            return;
          }
          if (rest.remove(each.who())) {
            gone.add(each.who());
          }
        }
      }
    }
    members = new LinkedHashSet<>(reached(rest).keySet());
  }

  private Map<Candidate, Need> reached(Set<Candidate> among) {
    Map<Candidate, Need> reasons = new LinkedHashMap<>();
    Deque<Need> todo = new ArrayDeque<>(roots);
    while (!todo.isEmpty()) {
      Need need = todo.remove();
      for (Candidate each : need.options()) {
        if (among.contains(each) && reasons.putIfAbsent(each, need) == null) {
          todo.addAll(needs.getOrDefault(each, List.of()));
        }
      }
    }
    return reasons;
  }
}
