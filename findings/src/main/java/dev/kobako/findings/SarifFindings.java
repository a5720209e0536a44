package dev.kobako.findings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Findings as <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/">SARIF 2.1.0</a>. What is in
 * an image is told as an artifact whose URI is its name: those who show findings want one.
 */
final class SarifFindings {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String UNRESERVED = "-._~/";

  private SarifFindings() {}

  static String of(FindingReport report) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", FindingReport.TOOL);
    driver.put("version", report.version());
    List<Object> rules = new ArrayList<>();
    report
        .rules()
        .forEach(
            rule -> rules.add(members("id", rule.id(), "shortDescription", text(rule.summary()))));
    driver.put("rules", rules);
    List<Object> results = new ArrayList<>();
    List<String> ids = report.rules().stream().map(Rule::id).toList();
    report.findings().forEach(each -> results.add(result(each, ids.indexOf(each.rule()))));
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", members("driver", driver));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", results);
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return JsonFindings.text(log);
  }

  private static Map<String, Object> result(Finding each, int rule) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", each.rule());
    result.put("ruleIndex", rule);
    result.put("level", each.level().name().toLowerCase(Locale.ROOT));
    result.put("message", text(each.message()));
    Map<String, Object> physical =
        members("artifactLocation", members("uri", uri(each.place().name())));
    if (each.place().line() > 0) {
      Map<String, Object> region = members("startLine", each.place().line());
      if (each.place().column() > 0) {
        region.put("startColumn", each.place().column());
      }
      physical.put("region", region);
    }
    result.put("locations", List.of(members("physicalLocation", physical)));
    return result;
  }

  private static Map<String, Object> text(String text) {
    // Single ones are for placeholders (SARIF 2.1.0, 3.11.5).
    return members("text", WellFormed.of(text).replace("{", "{{").replace("}", "}}"));
  }

  /** A relative reference: all is escaped that RFC 3986 doesn't leave to names. */
  static String uri(String name) {
    StringBuilder uri = new StringBuilder();
    for (byte each : WellFormed.of(name).getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || UNRESERVED.indexOf(each) >= 0;
      if (plain) {
        uri.append((char) each);
      } else {
        uri.append('%').append(String.format("%02X", each & 0xff));
      }
    }
    return uri.toString();
  }

  private static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
