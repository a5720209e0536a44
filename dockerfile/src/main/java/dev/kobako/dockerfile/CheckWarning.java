package dev.kobako.dockerfile;

/**
 * What a check has found.
 *
 * @param check its name
 * @param statement that it is about
 * @param text a sentence without full stop
 */
public record CheckWarning(String check, Statement statement, String text) {
  /** Check, sentence and line, as BuildKit writes them. */
  public String line(SourceText source) {
    return Excerpt.printable(
        check + ": " + text + " (line " + source.line(statement.span().start()) + ")");
  }
}
