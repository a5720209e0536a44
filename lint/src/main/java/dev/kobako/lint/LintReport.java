package dev.kobako.lint;

import dev.kobako.diagnostic.PrintableText;
import dev.kobako.findings.Finding;
import dev.kobako.findings.FindingFormat;
import dev.kobako.findings.FindingPlace;
import dev.kobako.findings.FindingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was found in several files. */
public final class LintReport {
  private final List<Found> all = new ArrayList<>();
  private final List<Rule> asked;
  private final String version;

  private record Found(String file, Problem problem) {}

  /**
   * An empty one.
   *
   * @param asked all rules that are asked
   * @param version of kobako
   */
  public LintReport(List<Rule> asked, String version) {
    this.asked = List.copyOf(asked);
    this.version = version;
  }

  /**
   * Adds what was found.
   *
   * @param file as its user calls it
   */
  public void add(String file, Problem problem) {
    all.add(new Found(file, problem));
  }

  /** Whether something is as bad as that, or worse, or could not be read. */
  public boolean isAtLeast(Severity severity) {
    return all.stream()
        .anyMatch(each ->
            each.problem.isUnreadable() || each.problem.severity().compareTo(severity) <= 0);
  }

  /** The whole report; a text for people is left to who prints the lines. */
  public String write(LintFormat format) {
    return switch (format) {
      case TEXT -> "";
      case TTY -> lines("%1$s:%2$d %3$s %4$s: %5$s%n");
      case GNU -> lines("kobako:%1$s:%2$d: %3$s %4$s: %5$s%n");
      case JSON -> HadolintJson.issues(objects(HadolintJson::issue));
      case CODACY -> HadolintJson.stream(objects(HadolintJson::codacy), "\n");
      case SONARQUBE -> HadolintJson.sonarqube(objects(HadolintJson::sonarqubeIssue));
      case CODECLIMATE -> HadolintJson.stream(objects(HadolintJson::codeClimate), "\0");
      case GITLAB_CODECLIMATE -> FindingFormat.CODECLIMATE.write(findings());
      case SARIF -> FindingFormat.SARIF.write(findings());
      case JUNIT -> FindingFormat.JUNIT.write(findings());
      case CHECKSTYLE -> FindingFormat.CHECKSTYLE.write(findings());
      case GITHUB -> FindingFormat.GITHUB.write(findings());
    };
  }

  private interface Form {
    Map<String, Object> object(String file, Problem problem);
  }

  private List<Map<String, Object>> objects(Form form) {
    return all.stream().map(each -> form.object(each.file, each.problem)).toList();
  }

  private String lines(String form) {
    StringBuilder text = new StringBuilder();
    for (Found each : all) {
      Problem problem = each.problem;
      text.append(
          form.formatted(
                  PrintableText.of(each.file),
                  problem.line(),
                  problem.rule(),
                  problem.severity().word(),
                  problem.message())
              .replace(System.lineSeparator(), "\n"));
    }
    return text.toString();
  }

  private FindingReport findings() {
    List<Finding> findings = new ArrayList<>();
    SortedMap<String, String> rules = new TreeMap<>();
    asked.forEach(rule -> rules.put(rule.description().id(), rule.description().message()));
    for (Found each : all) {
      Problem problem = each.problem;
      rules.putIfAbsent(problem.rule(), problem.message());
      findings.add(
          new Finding(
              problem.rule(),
              problem.severity().level(),
              new FindingPlace(each.file, problem.line(), 1),
              problem.message(),
              ""));
    }
    return new FindingReport(
        all.isEmpty() ? "Dockerfile" : all.getFirst().file,
        version,
        rules.entrySet().stream()
            .map(rule -> new dev.kobako.findings.Rule(rule.getKey(), rule.getValue()))
            .toList(),
        findings);
  }
}
