package dev.kobako.lint;

/** A RUN that asks for rights which it has. */
final class Sudo extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3004",
        Severity.ERROR,
        "Do without sudo: a build is root already, and USER changes that");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.name().equals("sudo");
  }
}
