package dev.kobako.debian;

import dev.kobako.debian.Rule.Need;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which choices leave a solution. The rules of a package are added when a solution has it for
 * the first time, and the search goes on until there is nothing to add: what satisfies all the
 * rules of its members needs no others, and where some rules contradict each other, more would too.
 */
final class Possibilities {
  /** Members of any solution looked at; all of a desktop is some 2,000. */
  private static final int MAX_PACKAGES = 50_000;

  private final Rules rules;
  private final Clauses clauses = new Clauses();
  private final List<Rule> added = new ArrayList<>();
  private final Set<Candidate> admitted = new HashSet<>();

  Possibilities(Rules rules) {
    this.rules = rules;
    rules.roots().forEach(this::add);
  }

  /** The rules that were needed so far, in the order in which they came up. */
  List<Rule> added() {
    return List.copyOf(added);
  }

  /** Some solution that has all of {@code chosen}, seldom the best one; empty if there is none. */
  Optional<Set<Candidate>> with(Collection<Candidate> chosen) {
    admitAll(chosen);
    while (true) {
      Optional<List<Candidate>> model = clauses.modelWith(chosen);
      if (model.isEmpty()) {
        return Optional.empty();
      }
      if (!admitAll(model.get())) {
        return Optional.of(Set.copyOf(model.get()));
      }
    }
  }

  /**
   * Whether there was anything new. What a newcomer would rather have is admitted along with it: it
   * seldom turns out otherwise, and saves a search for each link of a chain.
   */
  private boolean admitAll(Collection<Candidate> members) {
    int before = admitted.size();
    Deque<Candidate> newcomers = new ArrayDeque<>(members);
    while (!newcomers.isEmpty()) {
      Candidate each = newcomers.remove();
      if (admitted.add(each)) {
        checkNumber();
        for (Need need : rules.needs(each)) {
          add(need);
          need.options().stream().findFirst().ifPresent(newcomers::add);
        }
        rules.admit(each).forEach(this::add);
      }
    }
    return admitted.size() > before;
  }

  private void checkNumber() {
    if (admitted.size() > MAX_PACKAGES) {
      throw KobakoException.finding(
          Diagnostic.of(
              "the packages asked for",
              "more than " + MAX_PACKAGES + " packages come up for them",
              "ask for fewer"));
    }
  }

  private void add(Rule rule) {
    added.add(rule);
    clauses.add(rule);
  }
}
