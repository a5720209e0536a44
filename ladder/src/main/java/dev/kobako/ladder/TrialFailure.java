package dev.kobako.ladder;

import dev.kobako.check.Verdict;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.util.Collection;
import java.util.stream.Collectors;

/** The words for checks that fail. */
final class TrialFailure {
  /** More paths are only counted. */
  private static final int LISTED = 20;

  /** What to do about a check that passes at times only. */
  private static final String ALWAYS =
      "make it pass always: wait for what must be ready, and start from the same files each time;"
          + " nothing was written";

  private TrialFailure() {}

  /** A check that fails before anything was taken away. */
  static KobakoException onOriginal(String name, Verdict verdict) {
    return KobakoException.finding(
        Diagnostic.of(
            name,
            "your check fails on the original image: " + words(verdict),
            "make the check pass on it, with 'kobako run' for example; nothing was written"));
  }

  /** Level proven without a scenario. */
  static KobakoException nothingToProve(String name) {
    return KobakoException.usage(
        Diagnostic.of(
            name,
            "there is no check, and so nothing that level proven could prove",
            "say how to run it, with --check, --exec or --http, or use another --level"));
  }

  /**
   * A check that passes on the original at first, and then not.
   *
   * @param passes how often it did
   */
  static KobakoException atTimes(String name, Verdict verdict, int passes) {
    return KobakoException.finding(
        Diagnostic.of(
            name,
            "your check passes on the original image at times only: it did so "
                + (passes == 1 ? "once" : passes + " times")
                + " and then failed, so it can't prove anything: "
                + words(verdict),
            ALWAYS));
  }

  /** A check that passes on a result only while its file calls are watched. */
  static KobakoException unlessWatched(String name, Verdict verdict) {
    return KobakoException.finding(
        Diagnostic.of(
            name,
            "the check passes on the original but fails on the result unless it is watched: "
                + words(verdict),
            ALWAYS));
  }

  /** A check that has passed on a result, and then fails while its system calls are noted. */
  static KobakoException onceMore(String name, Verdict verdict) {
    return KobakoException.finding(
        Diagnostic.of(
            name,
            "the check passed on the result but not when it was run once more to see its system"
                + " calls: "
                + words(verdict),
            ALWAYS));
  }

  /** A check that passed on the same files a moment ago. */
  static KobakoException onProven(String name, Verdict verdict) {
    return KobakoException.finding(
        Diagnostic.of(
            name,
            "the check passed while the smallest was searched but not on what was written of that: "
                + words(verdict),
            "it seems to pass at times only: make it pass always, or use --level minimal; nothing"
                + " was written"));
  }

  /**
   * A check that fails on a result and can't be repaired.
   *
   * @param lacks paths that it asked for in vain
   * @param repairs that were made
   */
  static KobakoException onResult(
      String name, Verdict verdict, Collection<ImagePath> lacks, int repairs) {
    String fact =
        "the check passes on the original but not on the result"
            + (repairs == 0 ? "" : ", not even after " + repairs + " repairs")
            + ": "
            + words(verdict)
            + (lacks.isEmpty()
                ? "\nit asked for nothing that was taken away"
                : "\nit asked in vain for " + listed(lacks));
    return KobakoException.finding(
        Diagnostic.of(
            name,
            fact,
            lacks.isEmpty()
                ? "keep what it may need with --keep, or go less far with --level package; nothing"
                    + " was written"
                : "allow more repairs with --repair N, or keep these with --keep; nothing was"
                    + " written"));
  }

  private static String listed(Collection<ImagePath> paths) {
    String some =
        paths.stream().limit(LISTED).map(ImagePath::toString).collect(Collectors.joining(", "));
    return paths.size() > LISTED ? some + " and " + (paths.size() - LISTED) + " more" : some;
  }

  /** The first failure with what was written meanwhile. */
  static String words(Verdict verdict) {
    Verdict.Failure first = verdict.failures().getFirst();
    return first.output().isBlank()
        ? first.what()
        : first.what() + "\n" + first.output().strip().indent(2).stripTrailing();
  }
}
