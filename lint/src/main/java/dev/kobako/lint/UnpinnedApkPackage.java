package dev.kobako.lint;

/** apk add of a package without a version. */
final class UnpinnedApkPackage extends CommandRule {
  @Override
  public Description description() {
    return new Description("DL3018", Severity.WARNING, "Name versions in apk add: package=version");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.is("apk", "add")
        && command.operands("t", "virtual", "repository", "X").stream()
            .anyMatch(word ->
                !word.equals("add") && !word.endsWith(".apk") && !word.matches(".*[=~<>].*"));
  }
}
