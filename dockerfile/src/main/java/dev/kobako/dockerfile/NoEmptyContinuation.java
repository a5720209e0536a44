package dev.kobako.dockerfile;

/** No line is empty among those of an instruction. */
final class NoEmptyContinuation implements BuildCheck {
  @Override
  public String name() {
    return "NoEmptyContinuation";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    SourceText source = file.syntax().source();
    for (Statement statement : file.syntax().statements()) {
      if (hasEmptyLine(source.text(statement.span()), file.syntax().escape())) {
        findings.add(statement, "an empty line among those of the instruction");
      }
    }
  }

  /** Here-documents come after the last line that is looked at. */
  private static boolean hasEmptyLine(String text, char escape) {
    boolean goesOn = true;
    boolean first = true;
    for (String line : text.split("\n")) {
      String trimmed = line.strip();
      if (!goesOn) {
        return false;
      }
      if (trimmed.isEmpty()) {
        return true;
      }
      goesOn = endsWith(trimmed, escape) || (!first && trimmed.startsWith("#"));
      first = false;
    }
    return false;
  }

  private static boolean endsWith(String line, char escape) {
    return line.charAt(line.length() - 1) == escape;
  }
}
