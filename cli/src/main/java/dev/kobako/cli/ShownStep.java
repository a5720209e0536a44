package dev.kobako.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A step as people see it while it runs. Guarded by the display's lock. */
final class ShownStep {
  private final int number;
  private final String title;
  private final Optional<Integer> after;
  private final Instant begun = Instant.now();
  private final long start = System.nanoTime();
  private final StepOutputLines output = new StepOutputLines();

  /**
   * A step that begins now.
   *
   * @param number from 1, in the order in which they begin
   * @param after the number of the step before it in its stage
   */
  ShownStep(int number, String title, Optional<Integer> after) {
    this.number = number;
    this.title = title;
    this.after = after;
  }

  int number() {
    return number;
  }

  String title() {
    return title;
  }

  Optional<Integer> after() {
    return after;
  }

  Instant begun() {
    return begun;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  StepOutputLines output() {
    return output;
  }
}
