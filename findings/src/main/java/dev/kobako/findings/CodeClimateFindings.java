package dev.kobako.findings;

import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings as Code Climate's issues, those members that <a
 * href="https://docs.gitlab.com/ci/testing/code_quality/">GitLab</a> asks for. The fingerprint is
 * of rule, place and fact and not of the line, so that a finding stays the same when lines are
 * added above.
 */
final class CodeClimateFindings {
  private CodeClimateFindings() {}

  static String of(FindingReport report) {
    Set<String> known = new HashSet<>();
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
      String fingerprint = fingerprint(each, 0);
      for (int i = 1; !known.add(fingerprint); i++) {
        fingerprint = fingerprint(each, i);
      }
      issue.put("fingerprint", fingerprint);
      Map<String, Object> location = new LinkedHashMap<>();
      location.put("path", WellFormed.of(each.place().name()));
      location.put("lines", Map.of("begin", Math.max(1, each.place().line())));
      issue.put("location", location);
      issues.add(issue);
    }
    return JsonFindings.text(issues);
  }

  /** One for each finding, also where a rule says the same of two lines. */
  private static String fingerprint(Finding each, int number) {
    String text = String.join("\n", each.rule(), each.place().name(), each.fact(), "" + number);
    return Digest.sha256(WellFormed.of(text).getBytes(StandardCharsets.UTF_8)).hex();
  }
}
