package dev.kobako.check;

import dev.kobako.sandbox.Containers;
import java.time.Duration;
import java.util.List;

/**
 * Runs images as scenarios say. Bounded in time, memory and output whatever the programs do; leaves
 * no process behind. Safe for use by several threads.
 */
public final class Trials {
  /**
   * Bounds of a scenario.
   *
   * @param ready how long a run may take until it answers
   * @param whole how long it may take at all
   */
  public record Limits(Duration ready, Duration whole) {
    /** For most programs. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), Duration.ofMinutes(10));
  }

  /** Runs them with these containers. */
  public Trials(Containers containers, Limits limits) {
    throw new UnsupportedOperationException("yet to be written: " + containers + limits);
  }

  /**
   * Runs all scenarios on an image, one after the other, until one fails.
   *
   * @param traced whether file calls are watched
   * @throws dev.kobako.diagnostic.KobakoException outside, where a container can't be set up or a
   *     check can't be started; a scenario that does not pass is a verdict, no exception
   */
  public Verdict run(Subject subject, List<Scenario> scenarios, boolean traced) {
    throw new UnsupportedOperationException("yet to be written: " + subject + scenarios + traced);
  }
}
