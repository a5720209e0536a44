package dev.kobako.ladder;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Asks another oracle nothing of which it is known that it fails. */
final class RememberingOracle implements Oracle {
  private static final Outcome FAILED = new Outcome(false, Set.of());

  private final Oracle oracle;
  private final Set<BitSet> failed = new HashSet<>();
  private int tries;

  RememberingOracle(Oracle oracle) {
    this.oracle = oracle;
  }

  /** How many the other one was asked for and answered. */
  int tries() {
    return tries;
  }

  @Override
  public List<Outcome> firstPassing(List<Set<Unit>> candidates) {
    // The second of two equal ones would be known when its turn comes.
    List<Set<Unit>> unknown =
        candidates.stream().filter(each -> !isKnown(each)).distinct().toList();
    List<Outcome> answers = unknown.isEmpty() ? List.of() : oracle.firstPassing(unknown);
    tries += answers.size();
    Iterator<Outcome> next = answers.iterator();
    List<Outcome> all = new ArrayList<>();
    for (Set<Unit> candidate : candidates) {
      if (isKnown(candidate)) {
        all.add(FAILED);
        continue;
      }
      if (!next.hasNext()) {
        break;
      }
      Outcome outcome = next.next();
      all.add(outcome);
      if (outcome.passed()) {
        break;
      }
      failed.add(numbers(candidate));
    }
    return all;
  }

  private boolean isKnown(Set<Unit> candidate) {
    return failed.contains(numbers(candidate));
  }

  private static BitSet numbers(Set<Unit> units) {
    BitSet numbers = new BitSet();
    units.forEach(unit -> numbers.set(unit.number()));
    return numbers;
  }
}
