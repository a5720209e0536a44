package dev.kobako.compare;

import dev.kobako.diagnostic.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Results in columns, for a terminal: numbers to the right, the rest to the left. */
final class TextTable {
  private TextTable() {}

  static String of(Comparison comparison) {
    ResultTable table = ResultTable.of(comparison, ResultTable.FOR_PEOPLE);
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.head());
    lines.addAll(table.rows());
    int[] widths = new int[table.head().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], PrintableText.of(line.get(i)).length());
      }
    }
    return lines.stream()
        .map(line -> line(line, table.numbers(), widths))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> texts, List<Boolean> numbers, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = PrintableText.of(texts.get(i));
      String pad = " ".repeat(widths[i] - text.length());
      line.append(i == 0 ? "" : "  ").append(numbers.get(i) ? pad + text : text + pad);
    }
    return line.toString().stripTrailing();
  }
}
