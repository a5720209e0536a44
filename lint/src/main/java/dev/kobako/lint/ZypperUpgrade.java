package dev.kobako.lint;

/** A base image that is replaced from within. */
final class ZypperUpgrade extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3035", Severity.WARNING, "Take a newer base image in place of zypper dist-upgrade");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.is("zypper", "dist-upgrade", "dup");
  }
}
