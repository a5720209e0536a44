package dev.kobako.lint;

/** yum install that would ask. */
final class YumWithoutYes extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3030", Severity.WARNING, "Give yum install -y: nobody is there to answer");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.is("yum", "install", "groupinstall", "localinstall")
        && !command.hasFlag("y", "assumeyes");
  }
}
