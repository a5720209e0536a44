package dev.kobako.findings;

import dev.kobako.diagnostic.Choice;
import dev.kobako.diagnostic.KobakoException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms in which findings are read. */
public enum FindingFormat {
  /** For people. */
  TEXT,
  /** kobako's own, for programs. */
  JSON,
  /** SARIF 2.1.0 (OASIS), for code scanning. */
  SARIF,
  /** JUnit's XML as CI servers read it: a test case for each rule. */
  JUNIT,
  /** Checkstyle's XML, which many editors and CI servers read. */
  CHECKSTYLE,
  /** Code Climate's issues as GitLab reads them for code quality. */
  CODECLIMATE,
  /** Commands in the log of a GitHub workflow, which become annotations. */
  GITHUB;

  /** All names, in the order in which help texts list them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(FindingFormat::word).toList();
  }

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of that name.
   *
   * @throws KobakoException usage, where there is none
   */
  public static FindingFormat parse(String option, String name) {
    return Choice.of(option, name, List.of(values()), FindingFormat::word);
  }

  /** The whole report, with a line end at its end; empty where there is nothing to be written. */
  public String write(FindingReport report) {
    return switch (this) {
      case TEXT -> TextFindings.of(report);
      case JSON -> JsonFindings.of(report);
      case SARIF -> SarifFindings.of(report);
      case JUNIT -> JUnitFindings.of(report);
      case CHECKSTYLE -> CheckstyleFindings.of(report);
      case CODECLIMATE -> CodeClimateFindings.of(report);
      case GITHUB -> GithubFindings.of(report);
    };
  }
}
