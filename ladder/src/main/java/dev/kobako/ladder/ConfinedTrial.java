package dev.kobako.ladder;

import dev.kobako.check.Scenario;
import dev.kobako.check.Subject;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.SeccompProfile;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Finds the system calls that an image makes in its scenarios, and proves that it needs no others.
 */
final class ConfinedTrial {
  /** Programs do not make the same calls in every run; what one run lacked, the next one shows. */
  private static final int RUNS = 3;

  private final Trials trials;
  private final Subject subject;
  private final List<Scenario> scenarios;

  ConfinedTrial(Trials trials, Subject subject, List<Scenario> scenarios) {
    this.trials = trials;
    this.subject = subject;
    this.scenarios = List.copyOf(scenarios);
  }

  /**
   * The profile under which all scenarios pass.
   *
   * @throws KobakoException a finding, where they do not, with or without a profile
   */
  byte[] profile() {
    NavigableSet<String> calls = new ConcurrentSkipListSet<>();
    Optional<Verdict> failed = Optional.empty();
    for (int run = 0; run < RUNS; run++) {
      Verdict seen = trials.calls(subject, scenarios, calls::add);
      if (!seen.passed()) {
        throw TrialFailure.onceMore(subject.name(), seen);
      }
      Verdict confined = trials.confined(subject, scenarios, calls);
      if (confined.passed()) {
        return SeccompProfile.of(calls);
      }
      failed = Optional.of(confined);
    }
    throw KobakoException.finding(
        Diagnostic.of(
            "--seccomp-profile",
            "the check of "
                + subject.name()
                + " fails under a profile of the "
                + calls.size()
                + " system calls that were seen in "
                + RUNS
                + " runs: "
                + failed.map(TrialFailure::words).orElse(""),
            "leave the profile out; the result itself is as good as without"));
  }
}
