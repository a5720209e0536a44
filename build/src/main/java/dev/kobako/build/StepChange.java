package dev.kobako.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Why a step is not in the cache although its project was built before.
 *
 * @param text in a few words
 * @param own whether it is something about the step itself, or its base image; not only that
 *     something before it has changed, which is told there
 */
record StepChange(String text, boolean own) {
  private static final int MOST_NAMED = 4;

  static final StepChange NEW = new StepChange("it is new", true);
  private static final StepChange FORGOTTEN =
      new StepChange("its result is not in the cache any more", true);

  /**
   * Compares a step with itself.
   *
   * @param files tells which files differ of what was copied, given what stood for them; empty
   *     where nobody knows
   * @param below says what it means where the files below it are others
   */
  static StepChange between(
      RememberedStep old,
      StepInputs now,
      UnaryOperator<String> files,
      StepChange below) {
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
    int more = changes.size() - MOST_NAMED;
    String first = String.join(", ", changes.subList(0, Math.min(MOST_NAMED, changes.size())));
    return new StepChange(more > 0 ? first + " and " + more + " more" : first, true);
  }
}
