package dev.kobako.ladder;

import dev.kobako.check.Trace;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.SequencedMap;

/** What stays of an original at each level. */
final class Selection {
  private final Original original;
  private final KeepRules rules;
  private final BegunClosure begun;

  Selection(Original original, KeepRules rules) {
    this(original, rules, BegunClosure.NONE);
  }

  /** With a closure that may have been begun, as {@link MinimalKeepSet} has it. */
  Selection(Original original, KeepRules rules, BegunClosure begun) {
    this.original = original;
    this.rules = rules;
    this.begun = begun;
  }

  /**
   * The keep set; the search of level proven starts from minimal's.
   *
   * @param trace of the runs of the original
   * @param lacked what a check lacked on earlier results, with the reason for each
   */
  KeepSet of(Level level, Trace trace, SequencedMap<ImagePath, Reason> lacked) throws IOException {
    KeepSet selected = selected(level, trace, lacked);
    return recorded(level, selected);
  }

  /**
   * A keep set of a level with what tells scanners and package managers about packages, no more and
   * no less than are in it.
   */
  KeepSet recorded(Level level, KeepSet keepSet) throws IOException {
    return switch (level) {
      case REPACK, CLEAN -> keepSet;
      case PACKAGE -> new PackageRecords(original, true).added(keepSet);
      case MINIMAL, PROVEN -> new PackageRecords(original).added(keepSet);
    };
  }

  private KeepSet selected(Level level, Trace trace, SequencedMap<ImagePath, Reason> lacked)
      throws IOException {
    return switch (level) {
      case REPACK -> new WholeKeepSet(original, rules).repacked();
      case CLEAN -> new WholeKeepSet(original, rules).cleaned(lacked.keySet());
      case PACKAGE -> new PackageKeepSet(original, rules, begun).of(trace, lacked);
      case MINIMAL, PROVEN -> new MinimalKeepSet(original, rules, begun).of(trace, lacked);
    };
  }
}
