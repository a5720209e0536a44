package dev.kobako.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One measure against another, a point for each cell that has both, with the {@linkplain
 * ParetoFront Pareto front} marked. The same comparison gives the same bytes.
 */
public final class Plot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int LEFT = 74;
  private static final int TOP = 46;
  private static final int RIGHT = 24;
  private static final int BOTTOM = 58;
  private static final int INNER_WIDTH = WIDTH - LEFT - RIGHT;
  private static final int INNER_HEIGHT = HEIGHT - TOP - BOTTOM;
  private static final double DOT = 5;
  private static final int LONGEST_TITLE = 60;

  private static final String LIGHT =
      "--paper:#fff;--ink:#1b2129;--quiet:#5a6572;--line:#e3e7ec;--accent:#0b5fb0;--dot:#8e98a5";
  private static final String DARK =
      "--paper:#0e1116;--ink:#e6eaf0;--quiet:#97a3b2;--line:#2b323c;--accent:#6cb2ff;--dot:#788494";

  private final Comparison comparison;
  private final PlotAxes axes;
  private final List<Point> points = new ArrayList<>();
  private final Scale across;
  private final Scale up;

  /** A cell on the plot, in the coordinates of the area between the axes. */
  private record Point(int number, CellResult result, double x, double y, boolean best) {}

  private Plot(Comparison comparison, PlotAxes axes) {
    this.comparison = comparison;
    this.axes = axes;
    List<CellResult> shown = shown(comparison, axes);
    this.across = Scale.of(axes.x(), shown.stream().map(each -> number(each, axes.x())).toList());
    this.up = Scale.of(axes.y(), shown.stream().map(each -> number(each, axes.y())).toList());
    Set<CellResult> best = new HashSet<>(ParetoFront.of(comparison.results(), axes));
    for (CellResult each : shown) {
      points.add(
          new Point(
              comparison.results().indexOf(each),
              each,
              across.place((double) number(each, axes.x())) * INNER_WIDTH,
              (1 - up.place((double) number(each, axes.y()))) * INNER_HEIGHT,
              best.contains(each)));
    }
  }

  private static List<CellResult> shown(Comparison comparison, PlotAxes axes) {
    return comparison.results().stream()
        .filter(each ->
            each.figures()
                .filter(figures -> figures.of(axes.x()).isPresent())
                .filter(figures -> figures.of(axes.y()).isPresent())
                .isPresent())
        .toList();
  }

  private static long number(CellResult result, Measure measure) {
    return result.figures().orElseThrow().of(measure).orElseThrow();
  }

  /**
   * What is drawn where nobody says it: the size against the first time or memory that there is;
   * empty where nothing can be drawn.
   */
  public static Optional<PlotAxes> axes(Comparison comparison) {
    return comparison
        .matrix()
        .plot()
        .or(() -> all(comparison).stream().findFirst())
        .filter(axes -> !shown(comparison, axes).isEmpty());
  }

  /** All that can be drawn: sizes against times and memory. */
  static List<PlotAxes> all(Comparison comparison) {
    List<PlotAxes> all = new ArrayList<>();
    for (Measure y : List.of(Measure.DISK, Measure.PULL)) {
      for (Measure x : List.of(Measure.BUILD, Measure.REBUILD, Measure.START, Measure.MEMORY)) {
        PlotAxes axes = new PlotAxes(x, y);
        if (!shown(comparison, axes).isEmpty()) {
          all.add(axes);
        }
      }
    }
    return all;
  }

  /** A picture of its own, light or dark as who looks at it likes it. */
  public static String svg(Comparison comparison, PlotAxes axes) {
    return new Plot(comparison, axes)
        .svg(
            "<style>svg{"
                + LIGHT
                + "}@media (prefers-color-scheme:dark){svg{"
                + DARK
                + "}}"
                + STYLE
                + "</style>\n",
            true);
  }

  /** The same within a page that has the {@link #STYLE}. */
  static String inPage(Comparison comparison, PlotAxes axes) {
    return new Plot(comparison, axes).svg("", false);
  }

  /** How its parts look. */
  static final String STYLE =
      ".paper{fill:var(--paper)}"
          + "text{font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;"
          + "fill:var(--quiet)}"
          + ".title{font-size:15px;font-weight:650;fill:var(--ink)}"
          + ".name{font-size:11px;paint-order:stroke;stroke:var(--paper);stroke-width:3px}"
          + ".best .name{fill:var(--ink)}"
          + ".grid{stroke:var(--line);stroke-width:1}"
          + ".axis{stroke:var(--quiet);stroke-width:1}"
          + ".front{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-dasharray:4 4}"
          + "circle{fill:var(--paper);stroke:var(--dot);stroke-width:2}"
          + ".best circle{fill:var(--accent);stroke:var(--accent)}";

  private String svg(String style, boolean alone) {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(WIDTH + " " + HEIGHT)
        .append(alone ? "\" width=\"" + WIDTH + "\" height=\"" + HEIGHT : "")
        .append("\" role=\"" + (alone ? "img" : "group") + "\" aria-label=\"")
        .append(Xml.of(comparison.matrix().title() + ": " + caption()))
        .append("\">\n")
        .append(style)
        .append("<rect class=\"paper\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\"/>\n")
        .append(text("title", LEFT, 24, "start", shortTitle()));
    svg.append("<g transform=\"translate(" + LEFT + " " + TOP + ")\">\n");
    grid(svg);
    line(svg);
    dots(svg, !alone);
    return svg.append("</g>\n").append(legend()).append("</svg>\n").toString();
  }

  private String shortTitle() {
    String title = comparison.matrix().title();
    return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE) + "…";
  }

  /** What it shows, for who can't see it. */
  private String caption() {
    return axes.y().title() + " against " + axes.x().title();
  }

  private void grid(StringBuilder svg) {
    for (double tick : across.ticks()) {
      double x = across.place(tick) * INNER_WIDTH;
      svg.append(stroke("grid", x, 0, x, INNER_HEIGHT))
          .append(text("", x, INNER_HEIGHT + 18, "middle", across.text(tick)));
    }
    for (double tick : up.ticks()) {
      double y = (1 - up.place(tick)) * INNER_HEIGHT;
      svg.append(stroke("grid", 0, y, INNER_WIDTH, y))
          .append(text("", -8, y + 4, "end", up.text(tick)));
    }
    svg.append(stroke("axis", 0, INNER_HEIGHT, INNER_WIDTH, INNER_HEIGHT))
        .append(stroke("axis", 0, 0, 0, INNER_HEIGHT))
        .append(text("", INNER_WIDTH / 2.0, INNER_HEIGHT + 42, "middle", label(axes.x(), across)));
    svg.append("<g transform=\"rotate(-90)\">")
        .append(text("", -INNER_HEIGHT / 2.0, -54, "middle", label(axes.y(), up)).strip())
        .append("</g>\n");
  }

  private static String label(Measure measure, Scale scale) {
    return measure.title()
        + " ("
        + scale.unit().word()
        + (scale.logarithmic() ? ", logarithmic)" : ")");
  }

  /** The front as steps: right of and above it nothing is better. */
  private void line(StringBuilder svg) {
    List<Point> best =
        points.stream()
            .filter(Point::best)
            .sorted(
                Comparator.comparingDouble(Point::x)
                    .thenComparing(Comparator.comparingDouble(Point::y).reversed()))
            .toList();
    if (best.size() < 2) {
      return;
    }
    StringBuilder path =
        new StringBuilder("M" + at(best.getFirst().x) + " " + at(best.getFirst().y));
    for (Point point : best.subList(1, best.size())) {
      path.append("H" + at(point.x)).append("V" + at(point.y));
    }
    svg.append("<path class=\"front\" d=\"").append(path).append("\"/>\n");
  }

  /** Points of the front find places for their names first. */
  private void dots(StringBuilder svg, boolean reachable) {
    PlotLabels labels = new PlotLabels(INNER_WIDTH, INNER_HEIGHT);
    points.forEach(point -> labels.point(point.x, point.y));
    List<Point> order = new ArrayList<>(points.stream().filter(Point::best).toList());
    points.stream().filter(point -> !point.best).forEach(order::add);
    for (Point point : order) {
      svg.append("<g class=\"point" + (point.best ? " best" : "") + "\"");
      if (reachable) {
        svg.append(" tabindex=\"0\" role=\"img\" data-cell=\"" + point.number + "\" aria-label=\"")
            .append(Xml.of(described(point)))
            .append("\"");
      }
      svg.append("><title>")
          .append(Xml.of(described(point)))
          .append("</title><circle cx=\"" + at(point.x) + "\" cy=\"" + at(point.y) + "\" r=\"")
          .append(at(DOT) + "\"/>");
      String name = name(point.result.cell());
      labels
          .place(point.x, point.y, name)
          .ifPresent(place ->
              svg.append(text("name", place.x(), place.y(), place.anchor(), name).strip()));
      svg.append("</g>\n");
    }
  }

  private String described(Point point) {
    return point.result.cell().fullName()
        + ": "
        + Arrays.stream(new Measure[] {axes.y(), axes.x()})
            .map(measure -> measure.title() + " " + measure.text(number(point.result, measure)))
            .collect(Collectors.joining(", "))
        + (point.best ? "; no other has less of both" : "");
  }

  /** The values of the axes that have several. */
  private String name(Cell cell) {
    String name =
        comparison.matrix().axes().stream()
            .filter(axis -> axis.values().size() > 1)
            .map(axis -> cell.values().getOrDefault(axis.name(), ""))
            .collect(Collectors.joining(", "));
    return name.isEmpty() ? cell.name() : name;
  }

  private static String legend() {
    int right = WIDTH - RIGHT;
    return "<g class=\"best\"><circle cx=\""
        + (right - 166)
        + "\" cy=\"20\" r=\"5\"/></g>"
        + text("", right - 156, 24, "start", "no other has less of both").strip()
        + "\n";
  }

  private static String stroke(String kind, double x1, double y1, double x2, double y2) {
    return "<path class=\""
        + kind
        + "\" d=\"M"
        + at(x1)
        + " "
        + at(y1)
        + "L"
        + at(x2)
        + " "
        + at(y2)
        + "\"/>\n";
  }

  private static String text(String kind, double x, double y, String anchor, String words) {
    return "<text"
        + (kind.isEmpty() ? "" : " class=\"" + kind + "\"")
        + (" x=\"" + at(x) + "\" y=\"" + at(y) + "\"")
        + (anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"")
        + ">"
        + Xml.of(words)
        + "</text>\n";
  }

  /** Tenths of a unit are as near as anybody sees. */
  private static String at(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    String shorter = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return shorter.equals("-0") ? "0" : shorter;
  }
}
