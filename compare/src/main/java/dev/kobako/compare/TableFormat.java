package dev.kobako.compare;

import dev.kobako.diagnostic.Choice;
import dev.kobako.diagnostic.KobakoException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A form of the table. */
public enum TableFormat {
  /** Columns for a terminal. */
  TEXT,
  /** A table of GitHub Flavored Markdown. */
  MARKDOWN,
  /** Comma-separated values, RFC 4180. */
  CSV,
  /** JSON. */
  JSON;

  /** What {@code --format} takes. */
  public static List<String> words() {
    return Arrays.stream(values()).map(TableFormat::word).toList();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one that is written so.
   *
   * @throws KobakoException usage, where there is none
   */
  public static TableFormat parse(String option, String word) {
    return Choice.of(option, word, List.of(values()), TableFormat::word);
  }

  /** The table. */
  public String write(Comparison comparison) {
    return switch (this) {
      case TEXT -> TextTable.of(comparison);
      case MARKDOWN -> MarkdownTable.of(comparison);
      case CSV -> CsvTable.of(comparison);
      case JSON -> ComparisonJson.of(comparison);
    };
  }
}
