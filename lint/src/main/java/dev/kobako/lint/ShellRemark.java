package dev.kobako.lint;

import java.util.Comparator;

/**
 * What ShellCheck says of a script.
 *
 * @param line of the script, 1 for the first
 * @param column 1 for the first
 * @param code its number
 */
record ShellRemark(int line, int column, Severity severity, int code, String message) {
  /** As ShellCheck sorts them. hadolint tells the last one of each RUN only. */
  static final Comparator<ShellRemark> ORDER =
      Comparator.comparingInt(ShellRemark::line)
          .thenComparingInt(ShellRemark::column)
          .thenComparing(ShellRemark::severity)
          .thenComparingInt(ShellRemark::code)
          .thenComparing(ShellRemark::message);

  String id() {
    return "SC" + code;
  }
}
