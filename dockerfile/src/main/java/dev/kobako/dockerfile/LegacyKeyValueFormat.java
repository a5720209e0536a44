package dev.kobako.dockerfile;

/** ENV and LABEL have an = between name and value. */
final class LegacyKeyValueFormat implements BuildCheck {
  @Override
  public String name() {
    return "LegacyKeyValueFormat";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (Instruction instruction : file.built()) {
      Statement statement = instruction.statement();
      boolean pairs =
          instruction instanceof Instruction.Env || instruction instanceof Instruction.Label;
      if (pairs && statement.arguments().size() >= 3 && statement.arguments().get(2).isEmpty()) {
        String keyword = file.keyword(statement);
        findings.add(
            statement, "'%s name value' is old; write '%s name=value'".formatted(keyword, keyword));
      }
    }
  }
}
