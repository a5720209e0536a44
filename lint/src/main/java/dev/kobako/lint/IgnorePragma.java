package dev.kobako.lint;

/** A comment that switches rules off, where they should be so in one place for all. */
final class IgnorePragma implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL1001", Severity.IGNORE, "Ignore rules in the configuration, not in comments");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (Pragma.Located each : Pragma.all(file.syntax())) {
      if (each.pragma() instanceof Pragma.Ignore) {
        broken.add(each.line(), each.span(), description().message());
      }
    }
  }
}
