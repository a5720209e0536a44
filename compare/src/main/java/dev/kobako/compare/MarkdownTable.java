package dev.kobako.compare;

import dev.kobako.diagnostic.PrintableText;
import java.util.List;

/** Results as a table of GitHub Flavored Markdown (its spec, 4.10). */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(Comparison comparison) {
    ResultTable table = ResultTable.of(comparison, ResultTable.FOR_PEOPLE);
    StringBuilder text = new StringBuilder();
    row(text, table.head());
    row(text, table.numbers().stream().map(number -> number ? "---:" : "---").toList());
    table.rows().forEach(each -> row(text, each));
    return text.toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    for (String cell : cells) {
      text.append("| ").append(escaped(cell)).append(cell.isEmpty() ? "" : " ");
    }
    text.append("|\n");
  }

  /** A letter that Markdown or HTML would take for itself is escaped. */
  private static String escaped(String cell) {
    StringBuilder text = new StringBuilder();
    String clean = PrintableText.of(cell);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      switch (c) {
        case '|', '\\', '`', '*', '_', '[', ']', '#', '~' -> text.append('\\').append(c);
        case '<' -> text.append("&lt;");
        case '&' -> text.append("&amp;");
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
