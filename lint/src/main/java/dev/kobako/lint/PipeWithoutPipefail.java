package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.Set;

/** A pipe whose failure nobody sees. */
final class PipeWithoutPipefail implements Rule {
  private static final Set<String> SHELLS = Set.of("bash", "zsh", "ash");

  @Override
  public Description description() {
    return new Description(
        "DL4006", Severity.WARNING, "Set SHELL with -o pipefail before a RUN with a pipe");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    boolean sees = false;
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.From _ -> sees = false;
        case Instruction.Shell shell -> sees = isForeign(shell) || hasPipefail(shell);
        case Instruction.Run _ -> {
          if (!sees && each.script().hasPipe()) {
            broken.add(each);
          }
        }
        default -> {}
      }
    }
  }

  /** Shells in which a pipe is something else. */
  private static boolean isForeign(Instruction.Shell shell) {
    String words = String.join(" ", shell.words());
    return words.startsWith("pwsh") || words.startsWith("powershell") || words.startsWith("cmd");
  }

  private static boolean hasPipefail(Instruction.Shell shell) {
    return RunScript.of(shell.words())
        .any(command ->
            SHELLS.contains(command.name().substring(command.name().lastIndexOf('/') + 1))
                && command.hasFlag("o")
                && command.hasArgument("pipefail"));
  }
}
