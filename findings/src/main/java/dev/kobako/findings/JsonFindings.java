package dev.kobako.findings;

import dev.kobako.image.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as JSON of kobako's own. */
final class JsonFindings {
  private JsonFindings() {}

  static String of(FindingReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", WellFormed.of(report.subject()));
    json.put("rules", report.rules().stream().map(Rule::id).toList());
    List<Object> findings = new ArrayList<>();
    report.findings().forEach(each -> findings.add(finding(each)));
    json.put("findings", findings);
    return text(json);
  }

  private static Map<String, Object> finding(Finding each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", each.rule());
    json.put("level", each.level().name().toLowerCase(Locale.ROOT));
    json.put("place", WellFormed.of(each.place().name()));
    if (each.place().line() > 0) {
      json.put("line", each.place().line());
    }
    if (each.place().column() > 0) {
      json.put("column", each.place().column());
    }
    json.put("fact", WellFormed.of(each.fact()));
    if (!each.remedy().isEmpty()) {
      json.put("remedy", WellFormed.of(each.remedy()));
    }
    return json;
  }

  /** The text of maps, lists, texts and numbers, a member a line. */
  static String text(Object json) {
    return new String(Json.readableBytes(json), StandardCharsets.UTF_8) + "\n";
  }
}
