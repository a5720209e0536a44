package dev.kobako.lint;

/** wget that draws its bar into a log. */
final class WgetProgress extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3047", Severity.INFO, "Give wget -nv or --progress=dot:giga: its bar fills logs");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.name().equals("wget")
        && !command.hasFlag(
            "progress", "q", "quiet", "o", "output-file", "a", "append-output", "no-verbose")
        && !command.hasArgument("-nv");
  }
}
