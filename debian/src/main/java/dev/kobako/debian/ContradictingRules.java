package dev.kobako.debian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of rules without a solution that is to blame: it has none either, and would have one
 * without any one of its rules. Of several such parts it is one that is near to the request.
 */
final class ContradictingRules {
  private final Clauses clauses = new Clauses();
  private final Map<Integer, Rule> rules = new HashMap<>();

  private ContradictingRules() {}

  /**
   * Finds it.
   *
   * @param all in the order in which they came up
   * @return in the same order
   */
  static List<Rule> among(List<Rule> all) {
    ContradictingRules search = new ContradictingRules();
    List<Integer> switches = new ArrayList<>();
    for (Rule each : all) {
      int one = search.clauses.addSwitched(each);
      switches.add(one);
      search.rules.put(one, each);
    }
    return search.smallest(search.clauses.unsolvable(switches)).stream()
        .map(search.rules::get)
        .toList();
  }

  private List<Integer> smallest(List<Integer> blamed) {
    List<Integer> rest = blamed;
    // from the end: what came up late is far from the request
    for (Integer each : blamed.reversed()) {
      if (rest.contains(each)) {
        List<Integer> still =
            clauses.unsolvable(rest.stream().filter(one -> !one.equals(each)).toList());
        rest = still.isEmpty() ? rest : still;
      }
    }
    return rest;
  }
}
