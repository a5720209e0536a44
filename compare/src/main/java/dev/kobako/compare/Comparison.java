package dev.kobako.compare;

import java.util.Arrays;
import java.util.List;

/**
 * A matrix with what came of its cells.
 *
 * @param results in the order of the cells
 */
public record Comparison(Matrix matrix, List<CellResult> results) {
  public Comparison {
    results = List.copyOf(results);
  }

  /** What was measured of any cell. */
  public List<Measure> measures() {
    return Arrays.stream(Measure.values())
        .filter(measure ->
            results.stream()
                .flatMap(each -> each.figures().stream())
                .anyMatch(figures -> figures.of(measure).isPresent()))
        .toList();
  }

  /** How many cells failed. */
  public long failures() {
    return results.stream().filter(each -> each.figures().isEmpty()).count();
  }
}
