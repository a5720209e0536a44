package dev.kobako.lint;

/** dnf install that would ask. */
final class DnfWithoutYes extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3038", Severity.WARNING, "Give dnf install -y: nobody is there to answer");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return (command.is("dnf", "install", "groupinstall", "localinstall")
            || command.is("microdnf", "install", "groupinstall", "localinstall"))
        && !command.hasFlag("y", "assumeyes");
  }
}
