package dev.kobako.lint;

/** dnf install of a package without a version. */
final class UnpinnedDnfPackage extends UnpinnedRpmRule {
  @Override
  public Description description() {
    return new Description(
        "DL3041", Severity.WARNING, "Name versions in dnf install: package-version");
  }

  @Override
  boolean installs(ShellCommand command) {
    return command.installs("dnf") || command.installs("microdnf");
  }

  @Override
  boolean isGroup(ShellCommand command) {
    return command.hasArgument("group");
  }
}
