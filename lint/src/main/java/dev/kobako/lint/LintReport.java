package dev.kobako.lint;

import dev.kobako.findings.Finding;
import dev.kobako.findings.FindingPlace;
import dev.kobako.findings.FindingReport;
import dev.kobako.image.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found in several files. */
public final class LintReport {
  private final List<Found> all = new ArrayList<>();

  private record Found(String file, Problem problem) {}

  /**
   * Adds what was found.
   *
   * @param file as its user calls it
   */
  public void add(String file, Problem problem) {
    all.add(new Found(file, problem));
  }

  /** Whether something is as bad as that, or worse. */
  public boolean isAtLeast(Severity severity) {
    return all.stream().anyMatch(each -> each.problem.rule().severity().compareTo(severity) <= 0);
  }

  /** An array of objects with the fields that hadolint's users read. */
  public String hadolintJson() {
    List<Object> objects = new ArrayList<>();
    for (Found each : all) {
      Rule.Description rule = each.problem.rule();
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("code", rule.id());
      object.put("column", 1);
      object.put("file", each.file);
      object.put("level", rule.severity().word());
      object.put("line", each.problem.line());
      object.put("message", rule.message());
      objects.add(object);
    }
    return new String(Json.readableBytes(objects), StandardCharsets.UTF_8);
  }

  /**
   * The same for reports of any rules.
   *
   * @param asked all rules that were asked
   */
  public FindingReport findings(List<Rule> asked, String version) {
    List<Finding> findings = new ArrayList<>();
    for (Found each : all) {
      Rule.Description rule = each.problem.rule();
      findings.add(
          new Finding(
              rule.id(),
              rule.severity().level(),
              new FindingPlace(each.file, each.problem.line(), 1),
              rule.message(),
              ""));
    }
    return new FindingReport(
        all.isEmpty() ? "Dockerfile" : all.getFirst().file,
        version,
        asked.stream()
            .map(Rule::description)
            .map(rule -> new dev.kobako.findings.Rule(rule.id(), rule.message()))
            .toList(),
        findings);
  }
}
