package dev.kobako.lint;

/** zypper that would ask. */
final class ZypperWithoutYes extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3034", Severity.WARNING, "Give zypper -n or its commands -y: nobody is there to answer");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.is("zypper", "install", "in", "remove", "rm", "source-install", "si", "patch")
        && !command.hasFlag("non-interactive", "n", "no-confirm", "y");
  }
}
