package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;

/** An upgrade of what the base has: the old files stay in its layers. */
final class UpgradedBase implements Rule {
  @Override
  public Description description() {
    return new Description(
        "S15",
        Severity.INFO,
        "Take a newer base in place of an upgrade: both versions are shipped");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LayerEffects layer : file.layers()) {
      LintedInstruction each = layer.instruction();
      if (each.instruction() instanceof Instruction.Run
          && each.script().any(UpgradedBase::upgrades)) {
        broken.add(each);
      }
    }
  }

  private static boolean upgrades(ShellCommand command) {
    List<String> operands = command.operands("o", "c");
    return switch (command.name()) {
      case "apt-get", "apt", "aptitude" ->
          command.is(command.name(), "upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade");
      case "apk" -> command.is("apk", "upgrade");
      case "yum", "dnf", "microdnf" ->
          operands.equals(List.of("update")) || operands.equals(List.of("upgrade"));
      case "npm" ->
          command.hasFlag("g", "global")
              && command.arguments().stream().anyMatch(word -> word.matches("npm(@.*)?"));
      default ->
          command.installsWithPip()
              && command.hasFlag("U", "upgrade")
              && command.hasArgument("pip");
    };
  }
}
