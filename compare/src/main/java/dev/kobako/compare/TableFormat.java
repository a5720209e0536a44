package dev.kobako.compare;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
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
    return Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * The one that is written so.
   *
   * @throws KobakoException usage, where there is none
   */
  public static TableFormat parse(String option, String word) {
    for (TableFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
        return format;
      }
    }
    throw KobakoException.usage(
        Diagnostic.of(
            option + " " + word,
            "expected one of " + String.join(", ", words()),
            Spelling.nearest(word, words())
                .map(near -> "did you mean '" + near + "'?")
                .orElse("write " + option + " text")));
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
