package dev.kobako.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the parts of two trees by their names. */
final class PortionChanges {
  private PortionChanges() {}

  /** Those with other numbers, the largest difference first. */
  static List<PortionChange> between(List<Portion> before, List<Portion> after) {
    Map<String, Portion> left = new TreeMap<>();
    before.forEach(portion -> left.put(portion.name(), portion));
    List<PortionChange> all = new ArrayList<>();
    for (Portion now : after) {
      Portion old = left.remove(now.name());
      PortionChange change =
          new PortionChange(old == null ? new Portion(now.name(), 0, 0) : old, now);
      if (!change.before().equals(now)) {
        all.add(change);
      }
    }
    left.forEach((name, old) -> all.add(new PortionChange(old, new Portion(name, 0, 0))));
    all.sort(
        Comparator.comparingLong((PortionChange change) -> Math.abs(change.growth()))
            .reversed()
            .thenComparing(PortionChange::name));
    return all;
  }
}
