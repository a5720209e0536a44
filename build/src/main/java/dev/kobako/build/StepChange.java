package dev.kobako.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Why a step is not in the cache although its project was built before.
 *
 * @param reasons each in a few words
 * @param own whether it is something about the step itself, or its base image; not only that
 *     something before it has changed, which is told there
 */
record StepChange(List<String> reasons, boolean own) {
  private static final int MOST_NAMED = 4;

  StepChange {
    reasons = List.copyOf(reasons);
  }

  private StepChange(String reason) {
    this(List.of(reason), true);
  }

  /** That only something before the step has changed. */
  static StepChange before(String reason) {
    return new StepChange(List.of(reason), false);
  }

  /** That the base has changed. */
  static StepChange ofBase(String reason) {
    return new StepChange(reason);
  }

  /** The same without reasons that need not be told. */
  StepChange only(Predicate<String> told) {
    return new StepChange(reasons.stream().filter(told).toList(), own);
  }

  /** All reasons, or the first of many; empty where there are none. */
  String text() {
    int more = reasons.size() - MOST_NAMED;
    String first = String.join(", ", reasons.subList(0, Math.min(MOST_NAMED, reasons.size())));
    return more > 0 ? first + " and " + more + " more" : first;
  }

  static final StepChange NEW = new StepChange("it is new");
  private static final StepChange FORGOTTEN =
      new StepChange("its result is not in the cache any more");

  /**
   * Compares a step with itself.
   *
   * @param files tells which files differ of what was copied, given what stood for them; empty
   *     where nobody knows
   * @param below says what it means where the files below it are others
   */
  static StepChange between(
      RememberedStep old, StepInputs now, UnaryOperator<String> files, StepChange below) {
    List<String> changes = new ArrayList<>();
    boolean isBelow = false;
    SortedSet<String> gone = new TreeSet<>(old.inputs().keySet());
    for (var each : now.byName().entrySet()) {
      String name = each.getKey();
      gone.remove(name);
      Optional<String> before = Optional.ofNullable(old.inputs().get(name));
      if (before.equals(Optional.of(RememberedStep.brief(each.getValue())))) {
        continue;
      }
      if (name.equals(StepInputs.BELOW)) {
        isBelow = true;
      } else if (name.equals(StepInputs.FILES) && before.isPresent()) {
        String which = files.apply(before.get());
        changes.add(which.isEmpty() ? "its files changed" : which);
      } else {
        changes.add("its " + name + (before.isPresent() ? " changed" : " is new"));
      }
    }
    gone.forEach(name -> changes.add("its " + name + " is gone"));
    if (changes.isEmpty()) {
      return isBelow ? below : FORGOTTEN;
    }
    return new StepChange(changes, true);
  }
}
