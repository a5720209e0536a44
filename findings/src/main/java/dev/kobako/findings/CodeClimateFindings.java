package dev.kobako.findings;

import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings as Code Climate's issues, those members that <a
 * href="https://docs.gitlab.com/ci/testing/code_quality/">GitLab</a> asks for. The fingerprint is
 * of rule, place and fact and not of the line, so that a finding stays the same when lines are
 * added above.
 */
final class CodeClimateFindings {
  private CodeClimateFindings() {}

  static String of(FindingReport report) {
    Map<String, Integer> times = new HashMap<>();
    List<Object> issues = new ArrayList<>();
    for (Finding each : report.findings()) {
      Map<String, Object> issue = new LinkedHashMap<>();
      issue.put("type", "issue");
      issue.put("check_name", each.rule());
      issue.put("description", WellFormed.of(each.message()));
      issue.put("categories", List.of("Style"));
      issue.put(
          "severity",
          switch (each.level()) {
            case ERROR -> "major";
            case WARNING -> "minor";
            case NOTE -> "info";
          });
      String same = String.join("\n", each.rule(), each.place().name(), each.fact());
      issue.put("fingerprint", fingerprint(same, times.merge(same, 1, Integer::sum) - 1));
      Map<String, Object> location = new LinkedHashMap<>();
      location.put("path", WellFormed.of(each.place().name()));
      location.put("lines", Map.of("begin", Math.max(1, each.place().line())));
      issue.put("location", location);
      issues.add(issue);
    }
    return JsonFindings.text(issues);
  }

  /** One for each finding, also where a rule says the same of two lines. */
  private static String fingerprint(String same, int number) {
    String text = WellFormed.of(same + "\n" + number);
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
