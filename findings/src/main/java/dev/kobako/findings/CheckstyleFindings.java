package dev.kobako.findings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings as Checkstyle's XML, by place. */
final class CheckstyleFindings {
  private CheckstyleFindings() {}

  static String of(FindingReport report) {
    Map<String, List<Finding>> places = new LinkedHashMap<>();
    for (Finding each : report.findings()) {
      places.computeIfAbsent(each.place().name(), _ -> new ArrayList<>()).add(each);
    }
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<checkstyle version=\"4.3\">\n");
    places.forEach((place, findings) -> {
      xml.append("  <file name=\"").append(WellFormed.xml(place)).append("\">\n");
      findings.forEach(each -> error(each, xml));
      xml.append("  </file>\n");
    });
    return xml.append("</checkstyle>\n").toString();
  }

  private static void error(Finding each, StringBuilder xml) {
    xml.append("    <error line=\"").append(Math.max(1, each.place().line())).append('"');
    if (each.place().column() > 0) {
      xml.append(" column=\"").append(each.place().column()).append('"');
    }
    String severity =
        switch (each.level()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "info";
        };
    xml.append(" severity=\"")
        .append(severity)
        .append("\" message=\"")
        .append(WellFormed.xml(each.message()))
        .append("\" source=\"kobako.")
        .append(each.rule())
        .append("\"/>\n");
  }
}
