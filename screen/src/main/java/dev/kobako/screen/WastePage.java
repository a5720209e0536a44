package dev.kobako.screen;

import dev.kobako.report.DiveFigures;
import dev.kobako.report.ImagePlaces;
import dev.kobako.report.LayerAnalysis;
import dev.kobako.report.Waste;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/** The paths at which most bytes lie that nobody can see, with what dive says of the image. */
final class WastePage {
  private static final int SIZE = 11;
  private static final int COPIES = 8;

  private final List<String> figures;
  private final List<Path> worst;
  private final ShownText shown;
  private final LongFunction<String> amounts;

  /** A path with the bytes of all its copies that nobody can see. */
  private record Path(ImagePath path, int copies, long bytes) {
    Path plus(Path other) {
      return new Path(path, copies + other.copies, bytes + other.bytes);
    }
  }

  WastePage(ImagePlaces places, ShownText shown, LongFunction<String> amounts) {
    this.figures = figures(places, amounts);
    this.worst = worst(places.waste());
    this.shown = shown;
    this.amounts = amounts;
  }

  private static List<String> figures(ImagePlaces places, LongFunction<String> amounts) {
    long bytes = places.layers().stream().mapToLong(LayerAnalysis::bytes).sum();
    long wasted = places.layers().stream().mapToLong(LayerAnalysis::hiddenBytes).sum();
    DiveFigures dive = places.dive();
    return List.of(
        amounts.apply(wasted) + " of " + amounts.apply(bytes) + " that nobody can see in the end",
        String.format(
            Locale.ROOT,
            "dive's figures: efficiency %.2f %%, %s wasted",
            100 * dive.efficiency(),
            amounts.apply(dive.wastedBytes())));
  }

  private static List<Path> worst(List<Waste> waste) {
    Map<ImagePath, Path> paths = new LinkedHashMap<>();
    for (Waste each : waste) {
      paths.merge(each.path(), new Path(each.path(), 1, each.bytes()), Path::plus);
    }
    List<Path> sorted = new ArrayList<>(paths.values());
    sorted.sort(Comparator.comparingLong(Path::bytes).reversed().thenComparing(Path::path));
    return sorted;
  }

  /** The page, as many lines as the screen has. */
  List<Line> lines(TerminalSize size) {
    List<Line> all = new ArrayList<>();
    all.add(line(size).add(" kobako  waste").all(Style.SELECTED));
    all.add(line(size).fill(Style.PLAIN));
    figures.forEach(text -> all.add(line(size).add("  " + text).fill(Style.PLAIN)));
    all.add(line(size).fill(Style.PLAIN));
    int room = size.rows() - all.size() - 2;
    if (!worst.isEmpty() && room > 0) {
      all.add(
          line(size)
              .right(Style.WEAK, "wasted", SIZE)
              .right(Style.WEAK, "copies", COPIES)
              .add(Style.WEAK, "  path")
              .fill(Style.PLAIN));
      int most = worst.size() > room ? room - 1 : worst.size();
      worst.stream().limit(most).forEach(path -> all.add(row(path, size)));
      if (most < worst.size()) {
        all.add(
            line(size)
                .add(Style.WEAK, "  and " + (worst.size() - most) + " paths more")
                .fill(Style.PLAIN));
      }
    }
    while (all.size() < size.rows() - 1) {
      all.add(line(size).fill(Style.PLAIN));
    }
    all.add(line(size).add(Style.WEAK, " any key goes back").fill(Style.PLAIN));
    return all;
  }

  private Line row(Path path, TerminalSize size) {
    return line(size)
        .right(Style.WASTE, amounts.apply(path.bytes), SIZE)
        .right(Style.PLAIN, String.valueOf(path.copies), COPIES)
        .add("  " + path.path)
        .fill(Style.PLAIN);
  }

  private Line.Builder line(TerminalSize size) {
    return new Line.Builder(shown, size.columns());
  }
}
