package dev.kobako.lint;

/** apt-get install that would ask. */
final class AptWithoutYes extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3014", Severity.WARNING, "Give apt-get install -y: nobody is there to answer");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.installs("apt-get")
        && !command.hasFlag("y", "yes", "qq", "assume-yes")
        && command.count("q") != 2
        && command.count("quiet") != 2
        && !command.hasArgument("-q=2");
  }
}
