package dev.kobako.findings;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What rules have said.
 *
 * @param subject what was looked at: an image, or a file
 * @param version of kobako
 * @param rules all that were asked, also those that found nothing
 * @param findings in the order in which people shall read them
 */
public record FindingReport(
    String subject, String version, List<Rule> rules, List<Finding> findings) {
  /** Who reports. */
  static final String TOOL = "kobako";

  public FindingReport {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
    Set<String> known = rules.stream().map(Rule::id).collect(Collectors.toSet());
    for (Finding each : findings) {
      if (!known.contains(each.rule())) {
        throw new IllegalArgumentException("a finding of the unknown rule " + each.rule());
      }
    }
  }

  /** What one rule has found. */
  List<Finding> of(Rule rule) {
    return findings.stream().filter(each -> each.rule().equals(rule.id())).toList();
  }

  /** Whether a pipeline has to fail. */
  public boolean fails() {
    return findings.stream().anyMatch(each -> each.level() == Level.ERROR);
  }
}
