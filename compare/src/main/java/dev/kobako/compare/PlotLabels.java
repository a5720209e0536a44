package dev.kobako.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds places for the names of points where they cover neither each other nor a point. */
final class PlotLabels {
  private static final double LETTER = 6.1;
  private static final double LINE = 13;
  private static final double GAP = 8;

  private final double right;
  private final double bottom;
  private final List<Box> taken = new ArrayList<>();

  /** Somewhere on the plot. */
  private record Box(double left, double top, double right, double bottom) {
    boolean covers(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  /**
   * Where a name is written.
   *
   * @param anchor as SVG's text-anchor has it
   */
  record Place(double x, double y, String anchor) {}

  /** For a plot of that size, from 0 on. */
  PlotLabels(double right, double bottom) {
    this.right = right;
    this.bottom = bottom;
  }

  /** Keeps a point free. */
  void point(double x, double y) {
    taken.add(new Box(x - 6, y - 6, x + 6, y + 6));
  }

  /** A place for a name beside its point; empty where there is none. */
  Optional<Place> place(double x, double y, String name) {
    double width = name.length() * LETTER;
    List<Place> places =
        List.of(
            new Place(x + GAP, y + 4, "start"),
            new Place(x - GAP, y + 4, "end"),
            new Place(x, y - GAP - 2, "middle"),
            new Place(x, y + GAP + 9, "middle"),
            new Place(x + GAP, y - GAP, "start"),
            new Place(x + GAP, y + GAP + 8, "start"),
            new Place(x - GAP, y - GAP, "end"),
            new Place(x - GAP, y + GAP + 8, "end"));
    for (Place each : places) {
      Box box = box(each, width);
      if (box.left >= 0
          && box.right <= right
          && box.top >= 0
          && box.bottom <= bottom
          && taken.stream().noneMatch(box::covers)) {
        taken.add(box);
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static Box box(Place place, double width) {
    double left =
        switch (place.anchor) {
          case "start" -> place.x;
          case "end" -> place.x - width;
          default -> place.x - width / 2;
        };
    return new Box(left, place.y - LINE + 3, left + width, place.y + 3);
  }
}
