package dev.kobako.screen;

import dev.kobako.report.ImagePlaces;
import dev.kobako.report.LayerAnalysis;
import dev.kobako.report.UnreadPackages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The left of the screen: the layers, and more of the one that is chosen. */
final class LayerPane {
  private static final int SIZE = 8;
  private static final int DETAILS = 6;

  /** What is not known of an image; longer sentences lose their end. */
  private static final int NOTE = 5;

  /** That the note leaves rows for, if there are so many. */
  private static final int LEAST_LAYERS = 3;

  private final List<LayerAnalysis> layers;
  private final String note;
  private final ShownText shown;
  private final LongFunction<String> amounts;
  private int top;

  /**
   * How it is drawn.
   *
   * @param chosen layer
   * @param active whether keys go here
   */
  record Look(int chosen, boolean active, int rows, int columns) {}

  LayerPane(ImagePlaces places, ShownText shown, LongFunction<String> amounts) {
    this.layers = places.layers();
    this.note = places.unread().map(UnreadPackages::text).orElse("");
    this.shown = shown;
    this.amounts = amounts;
  }

  /** As many lines as there are rows. */
  List<Line> draw(Look look) {
    List<Line> all = new ArrayList<>();
    int details = look.rows() >= 2 * DETAILS ? DETAILS + instructionRows(look) + noteRows(look) : 0;
    int room = Math.min(layers.size(), look.rows() - 1 - details);
    all.add(
        line(look)
            .add(look.active() ? Style.STRONG : Style.WEAK, " layer")
            .right(Style.WEAK, "size", SIZE + 1)
            .right(Style.WEAK, "wasted", SIZE + 1)
            .add(Style.WEAK, "  made by")
            .fill(Style.PLAIN));
    top = Math.max(0, Math.min(Math.min(top, look.chosen()), layers.size() - room));
    top = Math.max(top, look.chosen() - room + 1);
    for (int i = top; i < top + room; i++) {
      all.add(row(layers.get(i), look));
    }
    if (details > 0 && !layers.isEmpty()) {
      addDetails(layers.get(look.chosen()), look, all);
    }
    while (all.size() < look.rows()) {
      all.add(line(look).fill(Style.PLAIN));
    }
    return all;
  }

  /** Long instructions get what the layers leave. */
  private int instructionRows(Look look) {
    return Math.max(1, Math.min(6, look.rows() - DETAILS - noteRows(look) - 1 - layers.size()));
  }

  private Line row(LayerAnalysis layer, Look look) {
    Line.Builder line =
        line(look)
            .right(Style.PLAIN, String.valueOf(layer.number()), 6)
            .right(Style.PLAIN, amounts.apply(layer.bytes()), SIZE + 1)
            .right(
                Style.WASTE,
                layer.hiddenBytes() == 0 ? "-" : amounts.apply(layer.hiddenBytes()),
                SIZE + 1)
            .add("  ")
            .add(instruction(layer));
    return layer.number() != look.chosen()
        ? line.fill(Style.PLAIN)
        : line.all(look.active() ? Style.SELECTED : Style.STRONG);
  }

  private void addDetails(LayerAnalysis layer, Look look, List<Line> all) {
    String rule = shown.glyph("─", "-").repeat(look.columns());
    all.add(line(look).add(Style.WEAK, rule).fill(Style.PLAIN));
    String digest = layer.digest().toString();
    add(look, all, "layer " + layer.number() + "  " + digest);
    add(look, all, amounts.apply(layer.compressedBytes()) + " stored, " + count(layer.changes()));
    add(look, all, "hides " + amounts.apply(layer.causedWaste()) + " of itself and below");
    wrapped(instruction(layer), look, instructionRows(look)).forEach(each -> add(look, all, each));
    long bytes = layers.stream().mapToLong(LayerAnalysis::bytes).sum();
    long wasted = layers.stream().mapToLong(LayerAnalysis::hiddenBytes).sum();
    all.add(line(look).add(Style.WEAK, rule).fill(Style.PLAIN));
    add(look, all, "image " + amounts.apply(bytes) + ", " + amounts.apply(wasted) + " wasted");
    noteLines(look).forEach(each -> add(look, all, each));
  }

  private int noteRows(Look look) {
    return noteLines(look).size();
  }

  private List<String> noteLines(Look look) {
    int others = 1 + DETAILS + 1 + Math.min(LEAST_LAYERS, layers.size());
    return wrapped(note, look, Math.min(NOTE, look.rows() - others));
  }

  /** A text on several lines, of which the last one has all that is left. */
  private static List<String> wrapped(String text, Look look, int most) {
    List<String> lines = new ArrayList<>();
    String left = text;
    while (!left.isEmpty()) {
      boolean last = lines.size() == most - 1;
      int end = last ? left.length() : wrap(left, look.columns() - 2);
      lines.add(left.substring(0, end));
      left = left.substring(end).stripLeading();
    }
    return lines;
  }

  /** How much of a text goes onto a line: whole words, if there are any. */
  private static int wrap(String text, int columns) {
    if (text.length() <= columns) {
      return text.length();
    }
    int blank = text.lastIndexOf(' ', columns);
    return blank > 0 ? blank : columns;
  }

  private static String count(LayerAnalysis.Changes changes) {
    return "+" + changes.added() + " ~" + changes.changed() + " -" + changes.deleted();
  }

  private void add(Look look, List<Line> all, String text) {
    if (all.size() < look.rows()) {
      all.add(line(look).add(" ").add(text).fill(Style.PLAIN));
    }
  }

  private static String instruction(LayerAnalysis layer) {
    String text = layer.instruction().replace("/bin/sh -c #(nop) ", "").strip();
    StringBuilder line = new StringBuilder();
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == ' ' || each == '\t' || each == '\n') {
        blank = true;
      } else {
        line.append(blank ? " " : "").append(each);
        blank = false;
      }
    }
    return line.toString();
  }

  private Line.Builder line(Look look) {
    return new Line.Builder(shown, look.columns());
  }
}
