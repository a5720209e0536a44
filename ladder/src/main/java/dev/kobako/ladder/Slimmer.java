package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.check.Trace;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image smaller and proves it: runs the original as the scenarios say, keeps what the
 * level promises, writes that, and runs what was written in the same way. What a check lacks then
 * is added and it is tried again. There is no result unless all checks pass on it.
 */
public final class Slimmer implements AutoCloseable {
  private final LaidOut laidOut;
  private final Supplier<Trials> newTrials;
  private final Path staging;
  private final SlimProgress progress;
  private final PhaseTimes times;
  private @Nullable Trials trials;

  /**
   * @param laidOut where the layers are at hand
   * @param trials runs images; asked once, and only if there are scenarios; closed with this
   * @param staging where new layers are written; they stay there until the image is stored
   */
  public Slimmer(LaidOut laidOut, Supplier<Trials> trials, Path staging, SlimProgress progress) {
    this.laidOut = laidOut;
    this.newTrials = trials;
    this.staging = staging;
    this.progress = progress;
    this.times = new PhaseTimes(progress);
  }

  /**
   * Does it.
   *
   * @param name how messages call the image
   * @throws KobakoException a finding, where a check fails on the original, or on the result for
   *     good; usage, where the user keeps what is not there; outside, where containers or the disk
   *     fail
   */
  public SlimResult reduce(String name, Image image, SlimRequest request) throws IOException {
    if (request.level() == Level.PROVEN && !isJudged(image, request)) {
      throw TrialFailure.nothingToProve(name);
    }
    try (OriginalReading reading = OriginalReading.begin(name, image, laidOut, request)) {
      return reduce(reading, request);
    }
  }

  private SlimResult reduce(OriginalReading reading, SlimRequest request) throws IOException {
    Verdict onOriginal = onOriginal(reading, request);
    Original original = times.take(Phase.READ, reading::original);
    boolean isProven = request.level() == Level.PROVEN;
    SlimRequest first = isProven ? request.uncompressed() : request;
    SequencedMap<ImagePath, Reason> lacked = new LinkedHashMap<>();
    for (int repair = 0; ; repair++) {
      KeepSet keepSet = selected(reading, request, onOriginal.trace(), lacked);
      Made made =
          isProven
              ? made(original, first, keepSet, ResultRuns::watched)
              : made(original, first, keepSet, repair == 0 ? ResultRuns::first : ResultRuns::later);
      if (made.verdict().passed()) {
        List<ImagePath> repaired = new ArrayList<>(lacked.keySet());
        return isProven
            ? proven(reading, request, onOriginal, made, repaired)
            : result(reading, made, onOriginal.trace(), request, repaired, Optional.empty());
      }
      SequencedMap<ImagePath, Reason> lacks =
          Lacks.of(made.verdict().trace(), original.tree(), made.keepSet());
      if (lacks.isEmpty() || repair == request.repairs()) {
        throw TrialFailure.onResult(
            original.name(), made.verdict(), lacks.sequencedKeySet(), repair);
      }
      lacks.forEach((path, reason) -> {
        progress.note("asked for by the check, added: " + path);
        lacked.putIfAbsent(path, reason);
      });
    }
  }

  /**
   * Finds what would stay, by the same runs of the original, and writes nothing.
   *
   * @param name how messages call the image
   * @throws KobakoException as {@link #reduce}, as far as it goes the same way
   */
  public SlimPlan plan(String name, Image image, SlimRequest request) throws IOException {
    try (OriginalReading reading = OriginalReading.begin(name, image, laidOut, request)) {
      Verdict onOriginal = onOriginal(reading, request);
      Original original = times.take(Phase.READ, reading::original);
      KeepSet keepSet = selected(reading, request, onOriginal.trace(), new LinkedHashMap<>());
      return new SlimPlan(original, keepSet, times.all());
    }
  }

  /**
   * The seccomp profile of the system calls that a result makes in the scenarios, found in runs of
   * its own; they pass under it.
   *
   * @return JSON as {@code docker run --security-opt seccomp=FILE} reads it
   * @throws KobakoException a finding, where they do not pass; usage, where there are no scenarios;
   *     outside, where containers fail
   */
  public byte[] seccompProfile(SlimResult result, SlimRequest request) throws IOException {
    if (request.scenarios().isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--seccomp-profile",
              "nothing is run, so that no system call is seen",
              "leave it out, or take a level above repack and no --lock"));
    }
    Subject subject =
        new Subject(
            result.original().name(),
            laidOut.folders(result.image().layers()),
            result.image().config(),
            result.keepSet().tree());
    return times.take(
        Phase.VERIFY, () -> new ConfinedTrial(trials(), subject, request.scenarios()).profile());
  }

  /** Whether the user or the image says what must come of a run. */
  private static boolean isJudged(Image image, SlimRequest request) {
    return !request.scenarios().isEmpty()
        && (image.config().healthcheck().isPresent()
            || request.scenarios().stream().anyMatch(each -> !each.drives().isEmpty()));
  }

  /** What was written of a keep set, and what came of its run. */
  private record Made(KeepSet keepSet, Written written, Verdict verdict) {}

  private KeepSet selected(
      OriginalReading reading,
      SlimRequest request,
      Trace trace,
      SequencedMap<ImagePath, Reason> lacked)
      throws IOException {
    Selection selection = new Selection(reading.original(), request.rules(), reading.closure());
    return times.take(Phase.SELECT, () -> selection.of(request.level(), trace, lacked));
  }

  private Made made(
      Original original,
      SlimRequest request,
      KeepSet keepSet,
      Function<ResultRuns, Verdict> running)
      throws IOException {
    Written written =
        times.take(
            Phase.WRITE, () -> new Writing(original, request).write(keepSet, laidOut, staging));
    boolean passed = false;
    try {
      Verdict verdict = verdict(original, written, request, running);
      if (verdict.passed()) {
        written.keep();
        passed = true;
      }
      return new Made(keepSet, written, verdict);
    } finally {
      if (!passed) {
        written.cancel();
      }
    }
  }

  private SlimResult proven(
      OriginalReading reading,
      SlimRequest request,
      Verdict onOriginal,
      Made minimal,
      List<ImagePath> repaired)
      throws IOException {
    Original original = reading.original();
    ProvenSearch search = new ProvenSearch(original, request, trials(), laidOut, staging, progress);
    ProvenSearch.Found found =
        times.take(
            Phase.SEARCH,
            () ->
                search.search(minimal.keepSet(), minimal.written(), onOriginal, minimal.verdict()));
    Made made = made(original, request, found.keepSet(), ResultRuns::unwatched);
    if (!made.verdict().passed()) {
      throw TrialFailure.onProven(original.name(), made.verdict());
    }
    return result(reading, made, onOriginal.trace(), request, repaired, Optional.of(found.proof()));
  }

  /** The same for all runs: what the first one settled and found counts for the others. */
  private Trials trials() {
    Trials made = trials;
    if (made == null) {
      made = newTrials.get();
      trials = made;
    }
    return made;
  }

  @Override
  public void close() {
    if (trials != null) {
      trials.close();
    }
  }

  private Verdict onOriginal(OriginalReading reading, SlimRequest request) throws IOException {
    if (request.scenarios().isEmpty()) {
      return Verdict.NOTHING_RUN;
    }
    int runs = request.level() == Level.PROVEN ? request.proving().runs() : 1;
    return times.take(
        Phase.TRIAL,
        () -> new OriginalRuns(trials(), request, runs).passing(reading.subject(laidOut)));
  }

  private Verdict verdict(
      Original original,
      Written written,
      SlimRequest request,
      Function<ResultRuns, Verdict> running)
      throws IOException {
    if (request.scenarios().isEmpty()) {
      return Verdict.NOTHING_RUN;
    }
    return times.take(
        Phase.VERIFY,
        () ->
            written.judged(() ->
                running.apply(
                    new ResultRuns(
                        trials(),
                        request.scenarios(),
                        written.subject(laidOut),
                        original.name()))));
  }

  private SlimResult result(
      OriginalReading reading,
      Made made,
      Trace trace,
      SlimRequest request,
      List<ImagePath> repaired,
      Optional<Proof> proof)
      throws IOException {
    Written written = made.written();
    Image image = times.take(Phase.PACK, written.packing()::result);
    Original original = reading.original();
    return new SlimResult(
        original,
        image,
        request.level(),
        made.keepSet(),
        trace,
        reading.extent(),
        Extent.of(image, written.tree(), original.systemPackages()),
        repaired,
        proof,
        times.all());
  }
}
