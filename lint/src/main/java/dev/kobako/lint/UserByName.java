package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** USER by name. */
final class UserByName implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3066",
        Severity.INFO,
        "Name the user by number: a host can not look up names of an image");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    Set<String> arguments = new HashSet<>();
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.Arg arg -> arg.arguments().forEach(one -> arguments.add(one.name()));
        case Instruction.User user -> {
          if (!isNumber(user.user()) && arguments.stream().noneMatch(uses(user.user()))) {
            broken.add(each);
          }
        }
        default -> {}
      }
    }
  }

  private static boolean isNumber(String user) {
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    return name.chars().allMatch(Character::isDigit);
  }

  private static Predicate<String> uses(String text) {
    return name -> text.contains("${" + name + "}") || text.contains("$" + name);
  }
}
