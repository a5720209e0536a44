package dev.kobako.lint;

/** zypper install of a package without a version. */
final class UnpinnedZypperPackage extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3037", Severity.WARNING, "Name versions in zypper install: package=version");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.is("zypper", "install", "in")
        && command.operands().stream()
            .anyMatch(word ->
                !word.equals("install")
                    && !word.equals("in")
                    && !word.endsWith(".rpm")
                    && !word.matches(".*[=<>].*"));
  }
}
