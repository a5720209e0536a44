package dev.kobako.screen;

import dev.kobako.report.Place;
import dev.kobako.tree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The right of the screen: the tree after the chosen layer. */
final class TreePane {
  private static final int SIZE = 9;

  private final ShownText shown;
  private final LongFunction<String> amounts;

  /**
   * How it is drawn.
   *
   * @param active whether keys go here
   * @param attributes whether mode and owner have columns
   */
  record Look(boolean active, boolean attributes, int rows, int columns) {}

  TreePane(ShownText shown, LongFunction<String> amounts) {
    this.shown = shown;
    this.amounts = amounts;
  }

  /** As many lines as there are rows. */
  List<Line> draw(PathView view, TreeCursor tree, Look look) {
    List<Line> all = new ArrayList<>();
    all.add(head(view.choice(), look));
    List<Place> rows = tree.rows();
    int room = look.rows() - 1;
    int top = tree.top(room);
    for (int i = top; i < Math.min(rows.size(), top + room); i++) {
      Line.Builder line = row(rows.get(i), view, tree, look);
      all.add(
          i != tree.cursor()
              ? line.fill(Style.PLAIN)
              : line.all(look.active() ? Style.SELECTED : Style.STRONG));
    }
    if (rows.isEmpty()) {
      all.add(line(look).add(Style.WEAK, " nothing to show").fill(Style.PLAIN));
    }
    while (all.size() < look.rows()) {
      all.add(line(look).fill(Style.PLAIN));
    }
    return all;
  }

  private Line head(Choice choice, Look look) {
    StringBuilder text = new StringBuilder();
    text.append(choice.aggregated() ? " changes since layer 0" : " changes of layer ");
    text.append(choice.aggregated() ? "" : choice.layer());
    List<String> without = new ArrayList<>();
    choice.hidden().forEach(change -> without.add(word(change)));
    if (!without.isEmpty()) {
      text.append(", without ").append(String.join(", ", without));
    }
    if (choice.wasteOnly()) {
      text.append(", waste only");
    }
    return line(look)
        .add(look.active() ? Style.STRONG : Style.WEAK, text.toString())
        .fill(Style.PLAIN);
  }

  private static String word(Change change) {
    return switch (change) {
      case ADDED -> "added";
      case REMOVED -> "removed";
      case CHANGED -> "changed";
      case UNMODIFIED -> "unmodified";
    };
  }

  private Line.Builder row(Place place, PathView view, TreeCursor tree, Look look) {
    Place.Version version = view.version(place);
    Entry entry = version.entry().orElseThrow();
    Change change = view.change(place);
    Line.Builder line = line(look);
    if (look.attributes() && look.columns() >= 44) {
      line.add(Style.WEAK, EntryText.mode(entry));
      if (look.columns() >= 70) {
        line.right(Style.WEAK, EntryText.owner(entry), 12);
      }
    }
    line.right(Style.PLAIN, amounts.apply(view.bytes(place)), SIZE)
        .add(Style.WASTE, view.waste(place) > 0 ? "!" : " ")
        .add(change.style(), change.mark() + " ")
        .add(indent(place, look));
    String sign =
        !version.isDirectory()
            ? "  "
            : tree.isOpen(place) ? shown.glyph("▾ ", "v ") : shown.glyph("▸ ", "> ");
    line.add(Style.WEAK, sign).add(change.style(), place.name());
    if (entry instanceof Entry.Symlink link) {
      line.add(Style.WEAK, shown.glyph(" → ", " -> ")).add(Style.WEAK, link.target());
    }
    return line;
  }

  /** However deep it is, its name stays on the screen. */
  private static String indent(Place place, Look look) {
    int depth = 0;
    Place at = place;
    while (at.parent().isPresent() && 2 * depth < look.columns() / 2) {
      at = at.parent().get();
      depth++;
    }
    return "  ".repeat(Math.max(0, depth - 1));
  }

  private Line.Builder line(Look look) {
    return new Line.Builder(shown, look.columns());
  }
}
