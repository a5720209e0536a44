package dev.kobako.findings;

import dev.kobako.diagnostic.PrintableText;
import java.util.Locale;

/** Findings as kobako tells all that is wrong: place, fact, and on a line of its own the remedy. */
final class TextFindings {
  private TextFindings() {}

  static String of(FindingReport report) {
    StringBuilder text = new StringBuilder();
    for (Finding each : report.findings()) {
      text.append(PrintableText.of(each.place().toString()))
          .append(": ")
          .append(each.level() == Level.ERROR ? "" : word(each.level()) + ": ")
          .append(PrintableText.of(each.fact()))
          .append(" [")
          .append(each.rule())
          .append("]\n");
      if (!each.remedy().isEmpty()) {
        text.append("remedy: ").append(PrintableText.of(each.remedy())).append('\n');
      }
    }
    return text.toString();
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
