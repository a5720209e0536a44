package dev.kobako.ladder;

import dev.kobako.check.Scenario;
import dev.kobako.check.Subject;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.InParallel;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.sandbox.PassingLayers;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs the checks on minimal's image under a layer that takes units away. No image is written.
 * Close it to remove these layers.
 */
final class TrialOracle implements Oracle, AutoCloseable {
  /** A run that takes longer than so many of the original's does not come to an end. */
  private static final int PATIENCE = 3;

  private static final Duration START = Duration.ofSeconds(5);

  private final Trials trials;
  private final List<Scenario> scenarios;
  private final Subject whole;
  private final Units units;
  private final AskedPlaces places;
  private final SearchClock clock;
  private final int atOnce;
  private final MemoryTree before;
  private final PassingLayers layers;

  /**
   * @param whole minimal's image
   * @param atOnce how many trials run side by side
   */
  TrialOracle(
      Trials trials,
      List<Scenario> scenarios,
      Subject whole,
      Units units,
      AskedPlaces places,
      SearchClock clock,
      int atOnce) {
    this.trials = trials;
    this.scenarios = List.copyOf(scenarios);
    this.whole = whole;
    this.units = units;
    this.places = places;
    this.clock = clock;
    this.atOnce = atOnce;
    this.before = units.without(Set.of()).tree();
    this.layers = trials.passingLayers();
  }

  /** The bounds of a trial, where the slowest of the original's took so long. */
  static Trials.Limits limits(Duration slowest) {
    Duration whole = slowest.multipliedBy(PATIENCE).plus(START);
    Duration most = Trials.Limits.DEFAULT.ready();
    return new Trials.Limits(whole.compareTo(most) < 0 ? whole : most, whole, true);
  }

  @Override
  public List<Outcome> firstPassing(List<Set<Unit>> candidates) {
    List<Outcome> outcomes = new ArrayList<>();
    while (outcomes.size() < candidates.size() && !clock.isOver()) {
      int next = outcomes.size();
      List<Set<Unit>> some = candidates.subList(next, Math.min(next + atOnce, candidates.size()));
      for (Outcome outcome : InParallel.map(some, atOnce, this::outcome)) {
        outcomes.add(outcome);
        if (outcome.passed()) {
          return outcomes;
        }
      }
    }
    return outcomes;
  }

  private Outcome outcome(Set<Unit> removed) {
    try {
      Subject subject = without(removed);
      Verdict verdict = trials.run(subject, scenarios, true, clock.limits());
      return new Outcome(verdict.passed(), units.at(places.of(verdict.trace())));
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of(whole.name()), e);
    }
  }

  private Subject without(Set<Unit> removed) throws IOException {
    MemoryTree after = units.without(removed).tree();
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    TarWriter.writeDiff(before, after, TarOptions.keepTimes(), tar);
    byte[] bytes = tar.toByteArray();
    List<LayerFolders.Unpacked> all = new ArrayList<>(whole.layers());
    all.add(layers.of(new LayerFolders.Packed(Digest.sha256(bytes), Content.of(bytes)), List.of()));
    return new Subject(whole.name(), all, whole.config(), after);
  }

  @Override
  public void close() {
    layers.close();
  }
}
