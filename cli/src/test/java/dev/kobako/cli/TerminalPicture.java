package dev.kobako.cli;

import dev.kobako.testkit.TerminalEmulator.Cell;
import java.util.List;

/** What a terminal shows, as SVG for the documentation. */
final class TerminalPicture {
  private static final double WIDTH = 8.4;
  private static final int HEIGHT = 18;
  private static final String PAPER = "#1c1f24";
  private static final String INK = "#d4d7dc";

  private final StringBuilder svg = new StringBuilder();

  private TerminalPicture() {}

  static String of(List<List<Cell>> rows) {
    TerminalPicture picture = new TerminalPicture();
    picture.draw(rows);
    return picture.svg.toString();
  }

  private void draw(List<List<Cell>> rows) {
    double width = rows.getFirst().size() * WIDTH + 20;
    int height = rows.size() * HEIGHT + 20;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" font-family="monospace" font-size="14">
        <rect width="100%%" height="100%%" rx="8" fill="%s"/>
        """
            .formatted(width, height, PAPER));
    for (int i = 0; i < rows.size(); i++) {
      List<Cell> row = rows.get(i);
      int start = 0;
      for (int j = 1; j <= row.size(); j++) {
        if (j == row.size() || !row.get(j).style().equals(row.get(start).style())) {
          piece(i, start, row.subList(start, j));
          start = j;
        }
      }
    }
    svg.append("</svg>\n");
  }

  private void piece(int row, int column, List<Cell> cells) {
    StringBuilder text = new StringBuilder();
    cells.forEach(cell -> text.append(cell.text()));
    String style = cells.getFirst().style();
    double left = 10 + column * WIDTH;
    int top = 10 + row * HEIGHT;
    if (style.equals("7")) {
      svg.append(
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n"
              .formatted(left, top, cells.size() * WIDTH, HEIGHT, INK));
    }
    if (!text.toString().isBlank()) {
      svg.append(
          "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" xml:space=\"preserve\" fill=\"%s\"%s>%s</text>\n"
              .formatted(
                  left,
                  top + HEIGHT - 5,
                  cells.size() * WIDTH,
                  ink(style),
                  style.equals("1") ? " font-weight=\"bold\"" : "",
                  text.toString().replace("&", "&amp;").replace("<", "&lt;")));
    }
  }

  private static String ink(String style) {
    return switch (style) {
      case "2" -> "#8a9099";
      case "7" -> PAPER;
      case "31" -> "#ef7d7d";
      case "32" -> "#8fce7e";
      case "33" -> "#e0c165";
      case "35" -> "#d39be0";
      default -> INK;
    };
  }
}
