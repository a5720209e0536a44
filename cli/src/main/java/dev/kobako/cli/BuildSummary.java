package dev.kobako.cli;

import dev.kobako.build.Plan;
import dev.kobako.diagnostic.PrintableText;
import dev.kobako.image.FileContent;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the size of an image that was built comes from: its layers, and the biggest files. */
record BuildSummary(BuildResult.Part part) {
  private static final int BIGGEST = 5;

  /** A file that is not worth a line. */
  private static final long SMALL = 100_000;

  private static final int LONGEST = 70;

  /**
   * A layer.
   *
   * @param by what made it
   * @param own whether the build has made it, not its base
   */
  record Line(Layer layer, String by, boolean own) {
    long bytes() {
      return layer.descriptor().size();
    }
  }

  /**
   * A file.
   *
   * @param by what put it there
   */
  record Big(ImagePath path, long bytes, String by) {}

  /** The layers, the lowest first. */
  List<Line> lines() {
    Image image = part.image();
    List<String> by =
        image.config().history().stream()
            .filter(entry -> !entry.emptyLayer())
            .map(HistoryEntry::createdBy)
            .map(text -> text.orElse(""))
            .toList();
    int base = baseLayers(part.plan().targetStage());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < image.layers().size(); i++) {
      lines.add(new Line(image.layers().get(i), i < by.size() ? by.get(i) : "", i >= base));
    }
    return lines;
  }

  private int baseLayers(Plan.Stage stage) {
    return switch (stage.base()) {
      case Plan.Base.Scratch _, Plan.Base.Unresolved _ -> 0;
      case Plan.Base.Earlier(int earlier) -> baseLayers(part.plan().stages().get(earlier));
      case Plan.Base.Of(_, Image image) -> image.layers().size();
    };
  }

  /** The biggest files of the layers that steps have made; reads the headers of their tars. */
  List<Big> biggest() {
    List<Big> files = new ArrayList<>();
    for (Line line : lines()) {
      if (!line.own() || !(line.layer().blob() instanceof FileContent) || line.bytes() < SMALL) {
        continue;
      }
      ImageTrees.of(
              List.of(new LayerTar(line.layer().blob(), "layer " + line.layer().diffId(), "")))
          .walk(
              ImagePath.ROOT,
              (path, entry) -> {
                if (entry instanceof Entry.RegularFile file && file.content().size() >= SMALL) {
                  files.add(new Big(path, file.content().size(), line.by()));
                }
              });
    }
    return files.stream()
        .sorted(Comparator.comparingLong(Big::bytes).reversed().thenComparing(Big::path))
        .limit(BIGGEST)
        .toList();
  }

  void print(PrintStream err) {
    List<Line> lines = lines();
    long total = 0;
    long base = 0;
    int baseLayers = 0;
    for (Line line : lines) {
      total += line.bytes();
      if (!line.own()) {
        base += line.bytes();
        baseLayers++;
      }
    }
    err.println("layers for " + part.platform());
    if (baseLayers > 0) {
      err.println(
          Sizes.right(base)
              + "  of the base, "
              + baseLayers
              + (baseLayers == 1 ? " layer" : " layers"));
    }
    for (Line line : lines) {
      if (line.own()) {
        err.println(Sizes.right(line.bytes()) + "  " + cut(line.by()));
      }
    }
    err.println(Sizes.right(total) + "  in all");
    if (part.hasRun()) {
      printBiggest(err);
    }
  }

  private void printBiggest(PrintStream err) {
    List<Big> biggest = biggest();
    if (!biggest.isEmpty()) {
      err.println("biggest files that were added");
      biggest.forEach(file ->
          err.println(Sizes.right(file.bytes()) + "  " + file.path() + "  " + cut(file.by())));
    }
  }

  private static String cut(String text) {
    String line = PrintableText.of(text);
    return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }
}
