package dev.kobako.debian;

import dev.kobako.debian.Rule.Need;
import dev.kobako.debian.Rule.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * An order in which packages can be unpacked: first what is essential, and before each package what
 * it needs. Where packages depend on each other in a ring, only what they pre-depend on is sure to
 * come first; Debian Policy 7.2 forbids rings of that.
 *
 * <p>The rings are the strongly connected components, found by Kosaraju's two searches; both keep
 * their own stack, since an index may nest deeper than the JVM's.
 */
final class UnpackOrder {
  private final Set<Candidate> members;
  private final Map<Candidate, Set<Candidate>> needed = new HashMap<>();
  private final Map<Candidate, Set<Candidate>> preDepended = new HashMap<>();
  private final Map<Candidate, Set<Candidate>> needing = new HashMap<>();

  private UnpackOrder(Rules rules, Set<Candidate> members) {
    this.members = members;
    for (Candidate each : members) {
      needed.put(each, met(each, rules.needs(each)));
      preDepended.put(
          each,
          met(
              each,
              rules.needs(each).stream()
                  .filter(need -> need.reason() == Reason.PRE_DEPENDS)
                  .toList()));
    }
    needed.forEach((who, options) ->
        options.forEach(option -> needing.computeIfAbsent(option, _ -> new HashSet<>()).add(who)));
  }

  private Set<Candidate> met(Candidate who, List<Need> needs) {
    Set<Candidate> options = new LinkedHashSet<>();
    for (Need need : needs) {
      need.options().stream().filter(members::contains).forEach(options::add);
    }
    options.remove(who);
    return options;
  }

  /** The members, each once. */
  static List<Candidate> of(Rules rules, Set<Candidate> members) {
    return new UnpackOrder(rules, members).order();
  }

  private List<Candidate> order() {
    List<Candidate> start = new ArrayList<>(members);
    start.sort(
        Comparator.comparing((Candidate each) -> !each.available().isEssential())
            .thenComparing(Candidate::name));
    List<Candidate> order = new ArrayList<>();
    for (Set<Candidate> ring : rings(neededFirst(start, each -> of(needed, each)))) {
      order.addAll(
          neededFirst(
              ring, each -> of(preDepended, each).stream().filter(ring::contains).toList()));
    }
    return order;
  }

  private static Set<Candidate> of(Map<Candidate, Set<Candidate>> others, Candidate member) {
    return others.getOrDefault(member, Set.of());
  }

  /** Each member after what leads to it by {@code needed}, where that is not a ring. */
  private static List<Candidate> neededFirst(
      Collection<Candidate> start, Function<Candidate, Collection<Candidate>> needed) {
    List<Candidate> order = new ArrayList<>();
    Set<Candidate> seen = new HashSet<>();
    Deque<Candidate> path = new ArrayDeque<>();
    Deque<Iterator<Candidate>> rest = new ArrayDeque<>();
    for (Candidate each : start) {
      Candidate next = each;
      while (next != null) {
        if (seen.add(next)) {
          path.push(next);
          rest.push(needed.apply(next).iterator());
        }
        while (!rest.isEmpty() && !rest.peek().hasNext()) {
          rest.pop();
          order.add(path.pop());
        }
        next = rest.isEmpty() ? null : rest.peek().next();
      }
    }
    return order;
  }

  /**
   * The rings, those that others need first, with their members in the rough order. A ring ends
   * there with the member by which the search entered it, and after the ends of all it needs.
   */
  private List<Set<Candidate>> rings(List<Candidate> rough) {
    Map<Candidate, Candidate> endOf = new HashMap<>();
    for (Candidate end : rough.reversed()) {
      Deque<Candidate> todo = new ArrayDeque<>(List.of(end));
      while (!todo.isEmpty()) {
        Candidate each = todo.pop();
        if (endOf.putIfAbsent(each, end) == null) {
          of(needing, each).stream().filter(who -> !endOf.containsKey(who)).forEach(todo::push);
        }
      }
    }
    Map<Candidate, Set<Candidate>> byEnd = new HashMap<>();
    for (Candidate each : rough) {
      byEnd.computeIfAbsent(endOf.get(each), _ -> new LinkedHashSet<>()).add(each);
    }
    return rough.stream().filter(byEnd::containsKey).map(byEnd::get).toList();
  }
}
