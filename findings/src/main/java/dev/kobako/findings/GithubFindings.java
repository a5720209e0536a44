package dev.kobako.findings;

/**
 * Findings as <a
 * href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">workflow
 * commands</a>. What would end a command or begin another one is escaped as GitHub's own toolkit
 * does it; other control characters are left out.
 */
final class GithubFindings {
  private GithubFindings() {}

  static String of(FindingReport report) {
    StringBuilder text = new StringBuilder();
    for (Finding each : report.findings()) {
      text.append("::")
          .append(
              switch (each.level()) {
                case ERROR -> "error";
                case WARNING -> "warning";
                case NOTE -> "notice";
              })
          .append(" file=")
          .append(property(each.place().name()));
      if (each.place().line() > 0) {
        text.append(",line=").append(each.place().line());
      }
      if (each.place().column() > 0) {
        text.append(",col=").append(each.place().column());
      }
      text.append(",title=")
          .append(property(FindingReport.TOOL + " " + each.rule()))
          .append("::")
          .append(data(each.message()))
          .append('\n');
    }
    return text.toString();
  }

  private static String data(String text) {
    StringBuilder escaped = new StringBuilder();
    WellFormed.of(text)
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '%' -> escaped.append("%25");
            case '\r' -> escaped.append("%0D");
            case '\n' -> escaped.append("%0A");
            default -> {
              if (!Character.isISOControl(c)) {
                escaped.appendCodePoint(c);
              }
            }
          }
        });
    return escaped.toString();
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
