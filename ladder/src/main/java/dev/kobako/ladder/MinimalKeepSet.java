package dev.kobako.ladder;

import dev.kobako.check.Started;
import dev.kobako.check.Trace;
import dev.kobako.slim.Closure;
import dev.kobako.slim.ClosureOptions;
import dev.kobako.slim.ConfiguredPrograms;
import dev.kobako.slim.Guess;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What stays at level minimal: the closure of the configured programs and of those that were
 * started, all that runs asked for, families of which a member was touched, what the user keeps,
 * and what every image keeps. Entries are the original's, whatever a run wrote.
 */
final class MinimalKeepSet {
  /**
   * What a program was seen to start or load is in the trace, so constants in programs that only
   * may be names of such things prove nothing more; to look for them takes seconds in a large one.
   */
  static final ClosureOptions OPTIONS =
      ClosureOptions.ofTraced(
          EnumSet.of(
              Guess.EXEC, Guess.SHELL, Guess.DLOPEN, Guess.GCONV, Guess.TERMINFO, Guess.LAZY));

  private final Original original;
  private final KeepRules rules;
  private final BegunClosure begun;

  MinimalKeepSet(Original original, KeepRules rules) {
    this(original, rules, BegunClosure.NONE);
  }

  /**
   * One whose closure may have been begun.
   *
   * @param begun with the same original and rules
   */
  MinimalKeepSet(Original original, KeepRules rules, BegunClosure begun) {
    this.original = original;
    this.rules = rules;
    this.begun = begun;
  }

  /** The part of the closure that no trace has a say in: that of the configured programs. */
  static Closure configured(Original original, KeepRules rules) throws IOException {
    Closure closure = new Closure(original.source(), OPTIONS.without(rules.off()));
    new ConfiguredPrograms(original.config(), closure).keep();
    return closure;
  }

  /**
   * The keep set.
   *
   * @param trace of the runs of the original
   * @param lacked what a check lacked on earlier results, with the reason for each
   * @throws dev.kobako.diagnostic.KobakoException usage, where the user keeps what is not there; a
   *     finding, where the image's package database can't be read
   */
  KeepSet of(Trace trace, SequencedMap<ImagePath, Reason> lacked) throws IOException {
    Optional<Closure> ahead = begun.take();
    Closure closure = ahead.isPresent() ? ahead.get() : configured(original, rules);
    for (Started started : trace.started()) {
      if (TracedPaths.canBe(started.path())) {
        closure.keepRunning(
            started.path(), started.arguments(), Reason.asked("started" + TracedPaths.IN_TRACE));
      }
    }
    TracedPaths traced = TracedPaths.under(rules, closure);
    traced.keep(trace.asked().values());
    for (var each : lacked.entrySet()) {
      closure.keepRunning(each.getKey().toString(), each.getValue());
      closure.keepUnfollowed(each.getKey().toString(), each.getValue());
    }
    new KeepList(original, rules).keep(closure);
    StandingPlaces standing = new StandingPlaces(original, closure);
    standing.keepContents();
    Set<ImagePath> asked = new HashSet<>(closure.paths());
    for (Family family : Family.all()) {
      if (rules.applies(family.name())) {
        FamilyView view = new FamilyView(original, traced.asked(), closure, family);
        family.complete(view);
        asked.addAll(view.asIfAsked());
      }
    }
    standing.keepFolders();
    KeepSet cleaned = cleaned(closure.keepSet(), asked);
    return new KeepList(original, rules).drop(cleaned);
  }

  private KeepSet cleaned(KeepSet keepSet, Set<ImagePath> asked) throws IOException {
    Cleaned cleaned =
        new Cleaned(keepSet.tree(), original.config(), original.packages(), asked::contains);
    cleaned.apply(CleanRule.all(), rules);
    return cleaned.applyTo(keepSet);
  }
}
