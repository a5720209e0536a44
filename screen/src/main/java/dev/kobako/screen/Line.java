package dev.kobako.screen;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the screen, or a part of one between two columns.
 *
 * @param pieces from left to right, with nothing in them that a terminal would act on
 */
record Line(List<Piece> pieces) {
  /** Text that looks the same throughout. */
  record Piece(String text, Style style) {}

  Line {
    pieces = List.copyOf(pieces);
  }

  /** What can be read. */
  String text() {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text()));
    return text.toString();
  }

  /** This and the other one right of it. */
  Line with(Line right) {
    List<Piece> all = new ArrayList<>(pieces);
    all.addAll(right.pieces);
    return new Line(all);
  }

  /** Puts a line of a given width together; what has no room is cut off. */
  static final class Builder {
    private final List<Piece> pieces = new ArrayList<>();
    private final ShownText shown;
    private int left;

    /**
     * An empty line.
     *
     * @param width in columns
     */
    Builder(ShownText shown, int width) {
      this.shown = shown;
      this.left = Math.max(0, width);
    }

    /** Adds a text of anyone's. */
    Builder add(Style style, String text) {
      String piece = shown.cut(text, left);
      if (!piece.isEmpty()) {
        left -= shown.width(piece);
        pieces.add(new Piece(piece, style));
      }
      return this;
    }

    Builder add(String text) {
      return add(Style.PLAIN, text);
    }

    /** Adds a text that ends after so many columns. */
    Builder right(Style style, String text, int columns) {
      return add(style, " ".repeat(Math.max(0, columns - text.length())) + text);
    }

    /** How many columns are free. */
    int left() {
      return left;
    }

    /** The line, blank up to its end. */
    Line fill(Style style) {
      if (left > 0) {
        pieces.add(new Piece(" ".repeat(left), style));
        left = 0;
      }
      return new Line(pieces);
    }

    /** The same in one style throughout. */
    Line all(Style style) {
      StringBuilder text = new StringBuilder();
      pieces.forEach(piece -> text.append(piece.text()));
      return new Line(List.of(new Piece(text + " ".repeat(left), style)));
    }
  }
}
