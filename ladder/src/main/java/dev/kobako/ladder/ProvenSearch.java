package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import dev.kobako.slim.KeepSet;
import java.io.IOException;
import java.nio.file.Path;

/** The search of level proven: from minimal's result, which passed, to the smallest. */
final class ProvenSearch {
  private final Original original;
  private final SlimRequest request;
  private final Trials trials;
  private final LaidOut laidOut;
  private final Path staging;
  private final SlimProgress progress;

  ProvenSearch(
      Original original,
      SlimRequest request,
      Trials trials,
      LaidOut laidOut,
      Path staging,
      SlimProgress progress) {
    this.original = original;
    this.request = request;
    this.trials = trials;
    this.laidOut = laidOut;
    this.staging = staging;
    this.progress = progress;
  }

  /** What stays, and how far that is proven. */
  record Found(KeepSet keepSet, Proof proof) {}

  /**
   * Searches until its time is over.
   *
   * @param minimal what is in {@code written}
   * @param onOriginal the runs of the original, as one; its time is the slowest's
   * @param onMinimal the run of what was written, which passed
   */
  Found search(KeepSet minimal, Written written, Verdict onOriginal, Verdict onMinimal)
      throws IOException {
    SearchClock clock =
        SearchClock.starting(request.proving().budget(), TrialOracle.limits(onOriginal.time()));
    Subject whole = written.subject(laidOut);
    Units.Hints hints =
        new ModulesHints(trials, request.scenarios(), whole, clock.limits(), staging);
    Units units = Units.of(minimal, original, request.rules(), onOriginal.trace(), hints);
    AskedPlaces places = new AskedPlaces(original);
    int atOnce =
        request
            .proving()
            .atOnce()
            .orElseGet(() -> new SideBySide(request.scenarios(), original.config()).most());
    try (TrialOracle oracle =
        new TrialOracle(trials, request.scenarios(), whole, units, places, clock, atOnce)) {
      SearchState end =
          new Search(
                  units.all(),
                  units.at(places.of(onMinimal.trace())),
                  oracle,
                  state -> progress.searched(Proof.of(state, clock.taken()), clock.left()))
              .run();
      return new Found(
          new PackageRecords(original).added(units.without(end.removed())),
          Proof.of(end, clock.taken()));
    }
  }
}
