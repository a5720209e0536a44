package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import java.util.List;
import java.util.Set;

/** Package managers ask nobody. */
final class AssumeYes extends AddedFlag {
  @Override
  public Description description() {
    return new Description(
        "assume-yes",
        List.of("DL3014", "DL3030", "DL3034", "DL3038"),
        "Give package managers the answer that nobody is there to give",
        Promise.SAME);
  }

  @Override
  String flag() {
    return "-y";
  }

  @Override
  Set<String> behind() {
    return Set.of("install");
  }

  @Override
  boolean lacks(ShellCommand command, RunScript script) {
    return switch (command.name()) {
      case "apt-get" ->
          !command.hasFlag("y", "yes", "assume-yes")
              && command.count("q") < 2
              && command.arguments().stream().noneMatch(each -> each.startsWith("-q="));
      case "yum", "dnf", "microdnf" -> !command.hasFlag("y", "assumeyes");
      case "zypper" ->
          !command.hasFlag("y", "n", "no-confirm", "non-interactive", "non-interactive-include");
      default -> false;
    };
  }
}
