package dev.kobako.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * A table as people read it.
 *
 * @param rows the head first; each has as many cells as the others
 * @param numbers the first column that holds numbers, which stand to the right
 */
record Columns(List<List<String>> rows, int numbers) {
  Columns {
    rows = List.copyOf(rows);
  }

  void print(PrintStream out) {
    lines().forEach(out::println);
  }

  /** The rows as text, without blanks at their ends. */
  List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> cells : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    return rows.stream().map(cells -> line(cells, widths)).toList();
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - cells.get(i).length());
      text.append(i == 0 ? "" : "  ");
      text.append(i < numbers ? cells.get(i) + pad : pad + cells.get(i));
    }
    return text.toString().stripTrailing();
  }

  /** A text that others chose, without what could play tricks on a terminal. */
  static String printable(String text) {
    StringBuilder all = new StringBuilder();
    text.chars().forEach(each -> all.append(Character.isISOControl(each) ? ' ' : (char) each));
    return all.toString();
  }
}
