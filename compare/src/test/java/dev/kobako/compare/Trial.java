package dev.kobako.compare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Comparisons for tests, without any work. */
final class Trial {
  /** Four cells, one of which failed, with letters that formats have to mind. */
  static final Comparison MIXED =
      of(
          """
          title: A trial of "a & b"
          axes: {base: [a|b, <c>], SIZE: [1, 2]}
          include: [{base: <c>, SIZE: 2, with: {note: "=1+1, \\"so\\""}}]
          """,
          measured(2_100_000, 1_000_000, 1_500_000_000L, 20_000_000),
          new Outcome.Failed("check", "it ended with <1>\nmore", false),
          measured(900_000, 400_000, 2_500_000_000L, 30_000_000),
          measured(999, 998, 25_000_000_000L, 1_234_567));

  private Trial() {}

  static Matrix matrix(String text) {
    return MatrixFile.read("m.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  static Comparison of(String text, Outcome... outcomes) {
    Matrix matrix = matrix(text);
    List<Cell> cells = matrix.cells();
    List<CellResult> results = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      results.add(new CellResult(cells.get(i), outcomes[i], false));
    }
    return new Comparison(matrix, results);
  }

  static Outcome measured(long disk, long pull, long build, long start) {
    return new Outcome.Measured(
        Figures.NONE
            .with(Measure.DISK, disk)
            .with(Measure.PULL, pull)
            .with(Measure.BUILD, build)
            .with(Measure.START, start));
  }
}
