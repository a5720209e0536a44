package dev.kobako.build;

/**
 * What a build would do for a step.
 *
 * @param stage its index in the plan
 * @param step its index in the stage
 * @param verdict whether it would run
 */
public record StepForecast(int stage, int step, Verdict verdict) {
  /** Whether a step would run. A closed set: handle it with an exhaustive switch. */
  public sealed interface Verdict {
    /**
     * Its result is known.
     *
     * @param bytes of its layer's tar
     */
    record Cached(long bytes) implements Verdict {}

    /**
     * It would run.
     *
     * @param why in a few words
     */
    record Runs(String why) implements Verdict {}

    /** It changes the image's configuration only, which the plan has already. */
    record Nothing() implements Verdict {}
  }
}
