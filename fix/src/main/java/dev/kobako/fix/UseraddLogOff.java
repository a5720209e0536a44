package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import java.util.List;
import java.util.Set;

/** useradd leaves the logs alone, which have a place for each number up to the new one's. */
final class UseraddLogOff extends AddedFlag {
  private static final int MOST_DIGITS = 5;

  @Override
  public Description description() {
    return new Description(
        "useradd-no-log-init",
        List.of("DL3046"),
        "Let useradd with a large number make no log of gigabytes",
        new Promise(
            "the logs of logins don't have the user",
            List.of("var/log/lastlog", "var/log/faillog"),
            List.of("var/log/lastlog", "var/log/faillog"),
            false,
            false));
  }

  @Override
  String flag() {
    return "--no-log-init";
  }

  @Override
  Set<String> behind() {
    return Set.of("useradd");
  }

  @Override
  boolean lacks(ShellCommand command, RunScript script) {
    return command.name().equals("useradd")
        && !command.hasFlag("l", "no-log-init")
        && (hasLongNumber(command.valuesOf("u")) || hasLongNumber(command.valuesOf("uid")));
  }

  private static boolean hasLongNumber(List<String> values) {
    return values.stream()
        .anyMatch(each -> each.length() > MOST_DIGITS && each.chars().allMatch(Character::isDigit));
  }
}
