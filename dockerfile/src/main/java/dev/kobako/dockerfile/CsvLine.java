package dev.kobako.dockerfile;

import java.util.List;
import java.util.Optional;

/** A line of comma-separated fields as RFC 4180 has it: a field may be in double quotes. */
final class CsvLine {
  private CsvLine() {}

  /**
   * Reads all fields.
   *
   * @return what is wrong with the line, if anything is
   */
  static Optional<String> read(String line, List<String> fields) {
    if (line.isEmpty()) {
      return Optional.of("no options");
    }
    int at = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      boolean quoted = line.startsWith("\"", at);
      int end = quoted ? quoted(line, at + 1, field) : plain(line, at, field);
      if (end < 0) {
        return Optional.of(quoted ? "a field whose \" is never closed" : "a \" inside of a field");
      }
      if (end < line.length() && line.charAt(end) != ',') {
        return Optional.of("a field that goes on behind its \"");
      }
      fields.add(field.toString());
      if (end == line.length()) {
        return Optional.empty();
      }
      at = end + 1;
    }
  }

  private static int plain(String line, int from, StringBuilder field) {
    int comma = line.indexOf(',', from);
    int end = comma < 0 ? line.length() : comma;
    field.append(line, from, end);
    return field.indexOf("\"") < 0 ? end : -1;
  }

  /** A doubled quote is one. */
  private static int quoted(String line, int from, StringBuilder field) {
    int at = from;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        return -1;
      }
      field.append(line, at, quote);
      if (!line.startsWith("\"", quote + 1)) {
        return quote + 1;
      }
      field.append('"');
      at = quote + 2;
    }
  }
}
