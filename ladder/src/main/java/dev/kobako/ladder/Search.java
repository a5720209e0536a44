package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes away as many units as it can while an {@link Oracle} says that the checks pass: delta
 * debugging (Zeller and Hildebrandt, 2002) that what was asked for in each run guides.
 *
 * <p>First goes at once what no run asked for, files before members, of which runs do not show it,
 * and of these the folders of which nothing was asked for before what is beside something that was.
 * Where a try fails that asked for some of what it lacked, it is done again without taking these;
 * else it is halved between packages and folders, and the half goes first that gains more. What was
 * asked for, and so is likely to be needed, is tried as packages, folders and files, the biggest
 * first. At last each unit that is left is tried by itself, until none can go: then every one has
 * been seen to break a check with exactly the others there. Nothing is concluded from tries with
 * other sets, since checks need not be monotone.
 *
 * <p>The same answers give the same result. At any time the state is one that has passed.
 */
final class Search {
  /** How often what a failed try asked for is left out before the rest is halved. */
  private static final int LEAVING_OUT = 4;

  /** How many lists wait for an answer at once, for oracles that can do several. */
  private static final int AT_ONCE = 2;

  /** How many groups an oracle is asked for at once; each candidate has all that is gone. */
  private static final int AHEAD = 16;

  private final List<Unit> units;
  private final RememberingOracle oracle;
  private final Consumer<SearchState> progress;
  private final Set<Unit> removed = new LinkedHashSet<>();
  private final Set<Unit> needed = new LinkedHashSet<>();

  /** What could not go by itself at some time. */
  private final Set<Unit> refused = new HashSet<>();

  private Set<Unit> asked;
  private boolean over;

  /**
   * @param units all, numbered from 0
   * @param asked those that a run asked for in which all of them were there
   * @param progress told the state after each answer
   */
  Search(List<Unit> units, Set<Unit> asked, Oracle oracle, Consumer<SearchState> progress) {
    this.units = List.copyOf(units);
    this.asked = asked;
    this.oracle = new RememberingOracle(oracle);
    this.progress = progress;
  }

  /** Goes on until each unit that is left was seen to be needed, or there is no time. */
  SearchState run() {
    takeUnasked();
    reduce(left(unit -> !unit.asked() && unit.shown()));
    Set<ImagePath> used = new HashSet<>();
    left(unit -> unit.asked() && !unit.shown()).forEach(unit -> used.add(unit.folder()));
    reduce(left(unit -> !unit.asked() && !unit.shown() && !used.contains(unit.folder())));
    reduce(left(unit -> !unit.asked() && !unit.shown()));
    takeAny(UnitGroups.ofAllSizes(left(_ -> true)));
    takeUnasked();
    for (List<Unit> open = open(); !open.isEmpty() && !over; open = open()) {
      takeAny(UnitGroups.biggestFirst(open).stream().map(List::of).toList());
      takeUnasked();
    }
    return state();
  }

  private SearchState state() {
    return new SearchState(units.size(), removed, needed, oracle.tries());
  }

  private List<Unit> left(Predicate<Unit> filter) {
    return units.stream().filter(unit -> !removed.contains(unit)).filter(filter).toList();
  }

  /** What is left and not yet known to be needed. */
  private List<Unit> open() {
    return left(unit -> !needed.contains(unit));
  }

  /** A run that passes shows what nobody asks for any more. */
  private void takeUnasked() {
    int before;
    do {
      before = removed.size();
      Set<Unit> last = asked;
      reduce(left(unit -> unit.shown() && !last.contains(unit) && !refused.contains(unit)));
    } while (removed.size() > before && !over);
  }

  /**
   * Units that may go, and how often some were left out of them. What gains most is the next; of
   * what gains as much, the neighbour in front.
   */
  private record Work(List<Unit> units, int leftOut) implements Comparable<Work> {
    private static final Comparator<Work> ORDER =
        Comparator.comparingLong((Work each) -> -UnitGroups.bytes(each.units))
            .thenComparingInt(each -> each.units.getFirst().number())
            .thenComparingInt(each -> each.units.size());

    @Override
    public int compareTo(Work other) {
      return ORDER.compare(this, other);
    }
  }

  private void reduce(List<Unit> some) {
    Queue<Work> waiting = new PriorityQueue<>();
    push(waiting, some, 0);
    while (!waiting.isEmpty() && !over) {
      List<Work> next = new ArrayList<>();
      while (!waiting.isEmpty() && next.size() < AT_ONCE) {
        next.add(waiting.remove());
      }
      List<Oracle.Outcome> outcomes = ask(next.stream().map(Work::units).toList());
      for (int i = next.size() - 1; i >= 0; i--) {
        if (i < outcomes.size()) {
          divide(next.get(i), outcomes.get(i).asked(), waiting);
        } else {
          push(waiting, next.get(i).units(), next.get(i).leftOut());
        }
      }
    }
  }

  /** What can't go at once waits again, in parts. */
  private void divide(Work work, Set<Unit> missed, Queue<Work> waiting) {
    List<Unit> rest = work.units().stream().filter(unit -> !removed.contains(unit)).toList();
    if (rest.size() < 2) {
      return;
    }
    List<Unit> lacked = rest.stream().filter(missed::contains).toList();
    if (work.leftOut() < LEAVING_OUT && !lacked.isEmpty() && lacked.size() < rest.size()) {
      push(waiting, lacked, 0);
      push(
          waiting,
          rest.stream().filter(unit -> !missed.contains(unit)).toList(),
          work.leftOut() + 1);
    } else {
      List<List<Unit>> halves = UnitGroups.halves(rest);
      push(waiting, halves.getLast(), 0);
      push(waiting, halves.getFirst(), 0);
    }
  }

  private void push(Queue<Work> waiting, List<Unit> some, int leftOut) {
    List<Unit> there = some.stream().filter(unit -> !removed.contains(unit)).toList();
    if (!there.isEmpty()) {
      waiting.add(new Work(UnitGroups.asNeighbours(there), leftOut));
    }
  }

  /** Takes what can go of groups that may overlap, without looking into those that can't. */
  private void takeAny(List<List<Unit>> groups) {
    List<List<Unit>> rest = groups;
    while (!rest.isEmpty() && !over) {
      int answered = ask(rest.subList(0, Math.min(AHEAD, rest.size()))).size();
      rest =
          rest.subList(answered, rest.size()).stream()
              .map(group -> group.stream().filter(unit -> !removed.contains(unit)).toList())
              .filter(group -> !group.isEmpty())
              .toList();
    }
  }

  /** Asks whether groups can go beside what is gone, until one can, which then is gone. */
  private List<Oracle.Outcome> ask(List<List<Unit>> groups) {
    List<Set<Unit>> candidates = new ArrayList<>();
    for (List<Unit> group : groups) {
      Set<Unit> candidate = new LinkedHashSet<>(removed);
      candidate.addAll(group);
      candidates.add(candidate);
    }
    List<Oracle.Outcome> outcomes = oracle.firstPassing(candidates);
    boolean passed = !outcomes.isEmpty() && outcomes.getLast().passed();
    for (int i = 0; i < outcomes.size(); i++) {
      if (!outcomes.get(i).passed() && groups.get(i).size() == 1) {
        needed.addAll(groups.get(i));
        refused.addAll(groups.get(i));
      }
    }
    if (passed) {
      removed.addAll(groups.get(outcomes.size() - 1));
      asked = outcomes.getLast().asked();
      needed.clear(); // they were, with other sets
    }
    over = !passed && outcomes.size() < groups.size();
    progress.accept(state());
    return outcomes;
  }
}
