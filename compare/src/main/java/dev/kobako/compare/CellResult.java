package dev.kobako.compare;

import java.util.Optional;

/**
 * A cell with what came of it.
 *
 * @param kept whether that was known from an earlier call
 */
public record CellResult(Cell cell, Outcome outcome, boolean kept) {
  /** What was measured, if it did not fail. */
  public Optional<Figures> figures() {
    return switch (outcome) {
      case Outcome.Measured(Figures figures) -> Optional.of(figures);
      case Outcome.Failed _ -> Optional.empty();
    };
  }
}
