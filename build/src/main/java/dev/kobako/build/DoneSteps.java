package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.FolderLock;
import dev.kobako.image.Layer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Steps and what they came to: from the cache, or done now. Equal steps at the same time, in this
 * process and in others, are done once: the others wait and take its result.
 */
final class DoneSteps {
  private final Session session;
  private final boolean strict;

  /**
   * Keys of what this build has done itself, which counts also where the cache must not be used.
   */
  private final Set<Digest> own = ConcurrentHashMap.newKeySet();

  /** What was told of changes: a variable that many steps of a stage see is told once. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * The steps of one build.
   *
   * @param strict whether a record counts only with its layer
   */
  DoneSteps(Session session, boolean strict) {
    this.session = session;
    this.strict = strict;
  }

  /** A step at its place in a stage. */
  record Place(Plan.Stage stage, int number) {
    /** Whether it must be done in any case. */
    boolean isUncached() {
      return stage.uncached();
    }

    /** Whether a RUN comes after it, which most likely can't be taken from the cache either. */
    boolean isBeforeRun() {
      return stage.steps().stream().skip(number + 1L).anyMatch(RunStep.class::isInstance);
    }
  }

  StepRecord of(PreparedStep step, Place place) {
    try (step) {
      long start = System.nanoTime();
      step.begin();
      Duration begun = Duration.ofNanos(System.nanoTime() - start);
      StepKey key = step.key();
      StepRecord record = of(step, key, place, begun);
      session.used().step(key.digest(), record);
      session.last().note(place.stage, place.number, step.inputs());
      return record;
    }
  }

  private StepRecord of(PreparedStep step, StepKey key, Place place, Duration begun) {
    Optional<StepRecord> known = known(key, place);
    if (known.isEmpty()) {
      try (FolderLock _ = session.cache().lock(key.digest())) {
        known = known(key, place);
        if (known.isEmpty()) {
          return done(step, key, place, begun);
        }
      }
    }
    session.cache().spread(key, known.get());
    session
        .events()
        .done(
            place.stage,
            place.number,
            new BuildEvents.Outcome(true, Duration.ZERO, known.get().size()));
    return known.get();
  }

  private Optional<StepRecord> known(StepKey key, Place place) {
    return place.isUncached() && !own.contains(key.digest())
        ? Optional.empty()
        : session.cache().step(key).filter(record -> !strict || hasLayer(record));
  }

  private boolean hasLayer(StepRecord record) {
    return session.cache().has(session.cache().layer(record.layer()))
        && session.cache().has(session.cache().layer(record.inImages()));
  }

  private StepRecord done(PreparedStep step, StepKey key, Place place, Duration begun) {
    session.events().started(place.stage, place.number);
    tellChange(step, place);
    if (place.isBeforeRun()) {
      session.containers().getReady();
    }
    long start = System.nanoTime();
    Layer layer = layer(step, place);
    StepRecord record =
        new StepRecord(
            StepRecord.Tar.of(layer), step.shipped(layer).map(StepRecord.Tar::of), Instant.now());
    session.cache().remember(key, record);
    own.add(key.digest());
    step.inventory().ifPresent(files -> session.last().keep(step.inputs(), files));
    session
        .events()
        .done(
            place.stage,
            place.number,
            new BuildEvents.Outcome(
                false, begun.plus(Duration.ofNanos(System.nanoTime() - start)), record.size()));
    return record;
  }

  private void tellChange(PreparedStep step, Place place) {
    if (!place.isUncached()) {
      session
          .last()
          .change(place.stage, place.number, step.inputs(), step::inventory)
          .filter(StepChange::own)
          .map(change -> change.only(why -> told.add(place.stage.index() + " " + why)).text())
          .filter(why -> !why.isEmpty())
          .ifPresent(why -> session.events().changed(place.stage, place.number, why));
    }
  }

  private Layer layer(PreparedStep step, Place place) {
    try {
      return step.layer(new StepOutput(session.events(), place));
    } catch (RuntimeException e) {
      session.events().failed(place.stage, place.number, e);
      throw e;
    }
  }
}
