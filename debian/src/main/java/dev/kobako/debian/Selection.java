package dev.kobako.debian;

import dev.kobako.debian.Rule.Need;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among the solutions. Needs are met one after the other, each by the first of its options
 * that still leaves a solution: first those where only the version is open, since what they bring
 * in may meet the others, then those with alternatives, at last wishes.
 */
final class Selection {
  private final Rules rules;
  private final Possibilities possibilities;
  private final boolean withWishes;
  private final Deque<Need> plain = new ArrayDeque<>();
  private final Deque<Need> open = new ArrayDeque<>();
  private final Deque<Need> wishes = new ArrayDeque<>();
  private final List<Need> needs = new ArrayList<>();
  private final Set<Candidate> chosen = new LinkedHashSet<>();
  private Set<Candidate> solution;

  private Selection(
      Rules rules, Possibilities possibilities, boolean withWishes, Set<Candidate> solution) {
    this.rules = rules;
    this.possibilities = possibilities;
    this.withWishes = withWishes;
    this.solution = solution;
  }

  /**
   * What is chosen.
   *
   * @param members in the order in which they were chosen
   * @param needs of the request and of the members, all met, in the order in which they came up;
   *     wishes that were not fulfilled are not among them
   */
  record Chosen(Set<Candidate> members, List<Need> needs) {}

  /** Chooses; empty if there is no solution. */
  static Optional<Chosen> of(Rules rules, Possibilities possibilities, boolean withWishes) {
    return possibilities
        .with(List.of())
        .map(solution -> new Selection(rules, possibilities, withWishes, solution).chosen());
  }

  private Chosen chosen() {
    rules.roots().forEach(this::ask);
    while (true) {
      if (!plain.isEmpty()) {
        meet(plain.remove());
      } else if (!open.isEmpty()) {
        meet(open.remove());
      } else if (!wishes.isEmpty()) {
        Need wish = wishes.remove();
        if (meet(wish)) {
          needs.add(wish);
        }
      } else {
        return new Chosen(chosen, List.copyOf(needs));
      }
    }
  }

  private void ask(Need need) {
    needs.add(need);
    (need.isPlain() ? plain : open).add(need);
  }

  private boolean meet(Need need) {
    if (need.options().stream().anyMatch(chosen::contains)) {
      return true;
    }
    for (Candidate each : need.options()) {
      if (isPossible(each)) {
        chosen.add(each);
        rules.needs(each).forEach(this::ask);
        if (withWishes) {
          wishes.addAll(rules.wishes(each));
        }
        return true;
      }
    }
    return false;
  }

  private boolean isPossible(Candidate option) {
    if (solution.contains(option)) {
      return true;
    }
    Set<Candidate> all = new LinkedHashSet<>(chosen);
    all.add(option);
    Optional<Set<Candidate>> other = possibilities.with(all);
    other.ifPresent(found -> solution = found);
    return other.isPresent();
  }
}
