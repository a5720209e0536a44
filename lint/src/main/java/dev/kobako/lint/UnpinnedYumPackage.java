package dev.kobako.lint;

/** yum install of a package without a version. */
final class UnpinnedYumPackage extends UnpinnedRpmRule {
  @Override
  public Description description() {
    return new Description(
        "DL3033", Severity.WARNING, "Name versions in yum install: package-version");
  }

  @Override
  boolean installs(ShellCommand command) {
    return command.installs("yum");
  }

  @Override
  boolean isGroup(ShellCommand command) {
    return false;
  }
}
