package dev.kobako.ladder;

import dev.kobako.check.Scenario;
import dev.kobako.check.Subject;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import java.util.List;

/**
 * Runs the scenarios on a result. A watched run names what it lacks, one that nobody watches proves
 * it: that is how it will be run.
 *
 * @param original how messages call what the result was made of
 */
record ResultRuns(Trials trials, List<Scenario> scenarios, Subject result, String original) {
  /** As it will be run; without a trace. */
  Verdict unwatched() {
    return trials.prove(result, scenarios);
  }

  /** With a trace. */
  Verdict watched() {
    return trials.run(result, scenarios, true);
  }

  /**
   * The first result, with which all is well mostly: it is watched only where it fails.
   *
   * @return with a trace where it fails
   * @throws dev.kobako.diagnostic.KobakoException a finding, where it fails unless it is watched,
   *     so that nothing can be learned of it
   */
  Verdict first() {
    Verdict unwatched = unwatched();
    if (unwatched.passed()) {
      return unwatched;
    }
    Verdict watched = watched();
    if (watched.passed()) {
      throw TrialFailure.unlessWatched(original, unwatched);
    }
    return watched;
  }

  /**
   * One that was repaired, which may lack more: it is watched at once, and proven when it passes.
   *
   * @return with a trace
   * @throws dev.kobako.diagnostic.KobakoException a finding, where it fails unless it is watched
   */
  Verdict later() {
    Verdict watched = watched();
    if (watched.passed()) {
      Verdict unwatched = unwatched();
      if (!unwatched.passed()) {
        throw TrialFailure.unlessWatched(original, unwatched);
      }
    }
    return watched;
  }
}
