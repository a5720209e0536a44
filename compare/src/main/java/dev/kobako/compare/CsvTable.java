package dev.kobako.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Results as comma-separated values (RFC 4180): bytes and seconds, a line end of CR and LF. A field
 * that a spreadsheet would take for a formula has an apostrophe before it.
 */
final class CsvTable {
  private CsvTable() {}

  static String of(Comparison comparison) {
    ResultTable table = ResultTable.of(comparison, ResultTable.FOR_PROGRAMS);
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.head());
    lines.addAll(table.rows());
    return lines.stream()
        .map(line -> line.stream().map(CsvTable::field).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String field(String text) {
    String safe = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
