package dev.kobako.ladder;

import java.time.Duration;
import java.util.Optional;

/**
 * How level proven searches.
 *
 * @param budget the time that it may take away things; what is begun is finished
 * @param runs how often the checks must pass on the original at first; more than 1, or nobody
 *     notices checks that pass at times
 * @param atOnce how many trials run side by side; empty for as many as processors where nothing
 *     that the scenarios say can bring them into each other's way, and else 1
 */
public record Proving(Duration budget, int runs, Optional<Integer> atOnce) {
  /** Where the user says nothing. */
  public static final Proving DEFAULT = new Proving(Duration.ofMinutes(5), 3, Optional.empty());

  public Proving {
    if (budget.isNegative() || runs < 1 || runs > 100) {
      throw new IllegalArgumentException(runs + " runs, " + budget);
    }
    if (atOnce.isPresent() && (atOnce.get() < 1 || atOnce.get() > 64)) {
      throw new IllegalArgumentException(atOnce.get() + " at once");
    }
  }
}
