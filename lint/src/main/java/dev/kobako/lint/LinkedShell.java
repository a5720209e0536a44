package dev.kobako.lint;

/** /bin/sh replaced by a link. */
final class LinkedShell extends CommandRule {
  @Override
  public Description description() {
    return new Description("DL4005", Severity.WARNING, "Use SHELL to change the shell of RUN");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.is("ln", "/bin/sh");
  }
}
