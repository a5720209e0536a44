package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.regex.Pattern;

/** A rule about packages that yum or dnf installs without a version. */
abstract class UnpinnedRpmRule implements Rule {
  private static final Pattern PART = Pattern.compile("[0-9A-Za-z.~^_:+]*");

  @Override
  public final void check(LintedFile file, Breaches broken) {
    check(file.instructions(), broken);
    check(file.triggers(), broken);
  }

  private void check(List<LintedInstruction> instructions, Breaches broken) {
    StageVariables variables = new StageVariables();
    for (LintedInstruction each : instructions) {
      if (each.instruction() instanceof Instruction.Run) {
        if (each.script().any(command -> breaks(command, variables))) {
          broken.add(each);
        }
      } else {
        variables.follow(each.instruction());
      }
    }
  }

  private boolean breaks(ShellCommand command, StageVariables variables) {
    if (!installs(command)) {
      return false;
    }
    List<String> words =
        command.operands().stream()
            .filter(word -> !word.equals("install") && !word.equals("module"))
            .toList();
    if (command.hasArgument("module")) {
      return words.stream().anyMatch(word -> !word.contains(":"));
    }
    return !isGroup(command) && words.stream().anyMatch(word -> !isPinned(word, variables));
  }

  abstract boolean installs(ShellCommand command);

  /** Whether what it installs are no packages but groups of them. */
  abstract boolean isGroup(ShellCommand command);

  private static boolean isPinned(String word, StageVariables variables) {
    List<String> parts = List.of(word.split("-", -1));
    if (parts.size() == 1) {
      return false;
    }
    if (word.endsWith(".rpm")) {
      return true;
    }
    if (word.contains("$")) {
      return variables.areIn(word);
    }
    List<String> behind = parts.subList(1, parts.size());
    return behind.stream().allMatch(part -> PART.matcher(part).matches())
        && behind.stream()
            .anyMatch(part -> !part.isEmpty() && part.charAt(0) >= '0' && part.charAt(0) <= '9');
  }
}
