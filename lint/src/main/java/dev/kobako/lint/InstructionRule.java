package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.Consumer;

/** A rule about single instructions. */
abstract class InstructionRule implements Rule {
  @Override
  public final void check(LintedFile file, Consumer<LintedInstruction> broken) {
    for (LintedInstruction each : file.instructions()) {
      if (breaks(each.instruction())) {
        broken.accept(each);
      }
    }
  }

  abstract boolean breaks(Instruction instruction);
}
