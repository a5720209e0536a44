package dev.kobako.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The cells than which no other is better: none has less of one measure and not more of the other.
 * Equal ones are all in it.
 */
public final class ParetoFront {
  private ParetoFront() {}

  /**
   * The front, from the least {@code x} to the most. Cells that lack one of both are in none.
   *
   * @param results in any order; of equal ones, the first comes first
   */
  public static List<CellResult> of(List<CellResult> results, PlotAxes axes) {
    List<Point> points = new ArrayList<>();
    for (CellResult result : results) {
      result.figures().ifPresent(figures -> add(points, result, figures, axes));
    }
    points.sort(Comparator.comparingLong(Point::x).thenComparingLong(Point::y));
    List<CellResult> front = new ArrayList<>();
    long leastY = Long.MAX_VALUE;
    long itsX = Long.MIN_VALUE;
    for (Point point : points) {
      boolean same = point.y == leastY && point.x == itsX;
      if (point.y < leastY || same) {
        front.add(point.result);
        leastY = point.y;
        itsX = point.x;
      }
    }
    return List.copyOf(front);
  }

  private static void add(List<Point> points, CellResult result, Figures figures, PlotAxes axes) {
    OptionalLong x = figures.of(axes.x());
    OptionalLong y = figures.of(axes.y());
    if (x.isPresent() && y.isPresent()) {
      points.add(new Point(result, x.getAsLong(), y.getAsLong()));
    }
  }

  private record Point(CellResult result, long x, long y) {}
}
