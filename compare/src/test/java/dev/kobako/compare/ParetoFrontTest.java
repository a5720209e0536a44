package dev.kobako.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which cells no other is better than. */
class ParetoFrontTest {
  private static final PlotAxes AXES = new PlotAxes(Measure.BUILD, Measure.DISK);

  private static List<CellResult> results(long[]... points) {
    String values =
        String.join(",", IntStream.range(0, points.length).mapToObj(i -> "v" + i).toList());
    Outcome[] outcomes = new Outcome[points.length];
    for (int i = 0; i < points.length; i++) {
      outcomes[i] = Trial.measured(points[i][1], 1, points[i][0], 1);
    }
    return Trial.of("axes: {A: [" + values + "]}", outcomes).results();
  }

  private static List<String> front(long[]... points) {
    return ParetoFront.of(results(points), AXES).stream().map(each -> each.cell().name()).toList();
  }

  @Test
  void itGoesFromTheQuickestToTheSmallest() {
    assertThat(
            front(
                new long[] {5, 5},
                new long[] {1, 9},
                new long[] {3, 4},
                new long[] {9, 1},
                new long[] {4, 4}))
        .containsExactly("v1", "v2", "v3");
  }

  @Test
  void equalOnesAreAllInIt() {
    assertThat(front(new long[] {1, 1}, new long[] {1, 1}, new long[] {1, 2}, new long[] {2, 1}))
        .containsExactly("v0", "v1");
  }

  @Test
  void cellsThatFailedOrWereNotMeasuredAreNot() {
    assertThat(
            ParetoFront.of(Trial.MIXED.results(), new PlotAxes(Measure.BUILD, Measure.DISK))
                .stream()
                .map(each -> each.cell().name())
                .toList())
        .containsExactly("a|b, 1", "<c>, 1", "<c>, 2");
    assertThat(ParetoFront.of(Trial.MIXED.results(), new PlotAxes(Measure.MEMORY, Measure.DISK)))
        .isEmpty();
  }

  @Test
  void nobodyInItIsBeatenAndEverybodyElseIs() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      long[][] points =
          IntStream.range(0, 30)
              .mapToObj(_ -> new long[] {random.nextInt(12), random.nextInt(12)})
              .toArray(long[][]::new);
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < points.length; i++) {
        long[] point = points[i];
        boolean beaten =
            IntStream.range(0, points.length)
                .anyMatch(j ->
                    points[j][0] <= point[0]
                        && points[j][1] <= point[1]
                        && (points[j][0] < point[0] || points[j][1] < point[1]));
        if (!beaten) {
          expected.add("v" + i);
        }
      }
      assertThat(front(points)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
