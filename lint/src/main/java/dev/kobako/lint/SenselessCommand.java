package dev.kobako.lint;

import java.util.Set;

/** Commands for machines that run, and people at them. */
final class SenselessCommand extends CommandRule {
  private static final Set<String> SENSELESS =
      Set.of("free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim");

  @Override
  public Description description() {
    return new Description(
        "DL3001",
        Severity.INFO,
        "This command makes no sense in a build: ssh, vim, shutdown, service, ps, free, top, kill and mount are for machines that run");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return SENSELESS.contains(command.name());
  }
}
