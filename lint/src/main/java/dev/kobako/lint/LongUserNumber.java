package dev.kobako.lint;

/** useradd of a large number, which makes a huge sparse log. */
final class LongUserNumber extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3046",
        Severity.WARNING,
        "Give useradd -l with a large number: without it a log of gigabytes is made");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.name().equals("useradd")
        && !command.hasFlag("l", "no-log-init")
        && command.valuesOf("u").stream().anyMatch(number -> number.length() > 5);
  }
}
