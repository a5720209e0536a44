package dev.kobako.lint;

/** apt, which is for people at a terminal. */
final class Apt extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3027", Severity.WARNING, "Use apt-get or apt-cache: apt is for people, and changes");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.name().equals("apt");
  }
}
