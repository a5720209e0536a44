package dev.kobako.lint;

/** apt-get install of packages that nobody asked for. */
final class AptRecommends extends CommandRule {
  @Override
  public Description description() {
    return new Description("DL3015", Severity.INFO, "Give apt-get install --no-install-recommends");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.installs("apt-get")
        && !command.hasFlag("no-install-recommends")
        && !command.hasArgument("APT::Install-Recommends=false");
  }
}
