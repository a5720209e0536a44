package dev.kobako.lint;

/** apt-get install of a package without a version. */
final class UnpinnedAptPackage extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3008", Severity.WARNING, "Name versions in apt-get install: package=version");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.installs("apt-get")
        && command.operands(CacheCommands.APT_VALUES.toArray(String[]::new)).stream()
            .anyMatch(word ->
                !word.equals("install")
                    && !word.contains("=")
                    && !word.contains("/")
                    && !word.endsWith(".deb"));
  }
}
