package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.check.Trace;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * Runs the scenarios on the original, on which they must pass.
 *
 * @param times how often; checks that pass at times only are noticed by more than one
 */
record OriginalRuns(Trials trials, SlimRequest request, int times) {
  /**
   * All runs as one: their traces together, and the time of the slowest.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where one fails
   */
  Verdict passing(Subject original) {
    Trace trace = Trace.NONE;
    Duration slowest = Duration.ZERO;
    for (int run = 0; run < times; run++) {
      Verdict verdict = trials.run(original, request.scenarios(), true);
      if (!verdict.passed()) {
        throw run == 0
            ? TrialFailure.onOriginal(original.name(), verdict)
            : TrialFailure.atTimes(original.name(), verdict, run);
      }
      trace = trace.with(verdict.trace());
      slowest = verdict.time().compareTo(slowest) > 0 ? verdict.time() : slowest;
    }
    return new Verdict(List.of(), trace, slowest);
  }
}
