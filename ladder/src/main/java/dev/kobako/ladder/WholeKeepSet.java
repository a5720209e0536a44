package dev.kobako.ladder;

import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** What stays at levels repack and clean: all of it, less what clean rules take. */
final class WholeKeepSet {
  private final Original original;
  private final KeepRules rules;

  WholeKeepSet(Original original, KeepRules rules) {
    this.original = original;
    this.rules = rules;
  }

  /** All. */
  KeepSet repacked() {
    return KeepSet.of(original.tree(), Reason.asked("everything stays at level repack"));
  }

  /**
   * What no rule takes and the user does not drop.
   *
   * @param lacked what a check lacked on earlier results
   */
  KeepSet cleaned(Set<ImagePath> lacked) throws IOException {
    KeepSet all = KeepSet.of(original.tree(), Reason.asked("no rule of level clean takes it away"));
    KeepList list = new KeepList(original, rules);
    Set<ImagePath> asked = new HashSet<>(lacked);
    asked.addAll(list.kept());
    Cleaned cleaned =
        new Cleaned(original.tree(), original.config(), original.packages(), asked::contains);
    cleaned.apply(CleanRule.all(), rules);
    return list.drop(cleaned.applyTo(all));
  }
}
