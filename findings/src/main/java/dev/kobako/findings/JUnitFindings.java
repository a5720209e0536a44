package dev.kobako.findings;

import java.util.List;

/**
 * Findings as the XML that JUnit's Ant task began and CI servers read: a test case for each rule,
 * which fails where the rule has found something. Errors and warnings fail; notes are told.
 */
final class JUnitFindings {
  private JUnitFindings() {}

  static String of(FindingReport report) {
    long failed =
        report.rules().stream()
            .filter(rule -> report.of(rule).stream().anyMatch(JUnitFindings::fails))
            .count();
    String counts =
        " tests=\"%d\" failures=\"%d\" errors=\"0\"".formatted(report.rules().size(), failed);
    String subject = WellFormed.xml(report.subject());
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites name=\"kobako\"").append(counts).append(">\n");
    xml.append("  <testsuite name=\"").append(subject).append('"').append(counts).append(">\n");
    for (Rule rule : report.rules()) {
      testCase(rule, report.of(rule), subject, xml);
    }
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static boolean fails(Finding each) {
    return each.level() != Level.NOTE;
  }

  private static void testCase(
      Rule rule, List<Finding> findings, String subject, StringBuilder xml) {
    xml.append("    <testcase name=\"")
        .append(rule.id())
        .append("\" classname=\"")
        .append(subject)
        .append('"');
    if (findings.isEmpty()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n");
    // some readers take the first failure only: all findings of a rule are in one
    List<Finding> failing = findings.stream().filter(JUnitFindings::fails).toList();
    if (!failing.isEmpty()) {
      xml.append("      <failure type=\"")
          .append(rule.id())
          .append("\" message=\"")
          .append(line(failing.getFirst()))
          .append(failing.size() == 1 ? "" : " (and " + (failing.size() - 1) + " more)")
          .append("\">");
      failing.forEach(each -> xml.append(line(each)).append('\n'));
      xml.append("</failure>\n");
    }
    if (failing.size() < findings.size()) {
      xml.append("      <system-out>");
      findings.stream()
          .filter(each -> !fails(each))
          .forEach(each -> xml.append(line(each)).append('\n'));
      xml.append("</system-out>\n");
    }
    xml.append("    </testcase>\n");
  }

  private static String line(Finding each) {
    return WellFormed.xml(each.place() + ": " + each.message());
  }
}
