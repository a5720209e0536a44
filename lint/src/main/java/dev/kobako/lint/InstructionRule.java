package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.IntConsumer;

/** A rule about single instructions. */
abstract class InstructionRule implements Rule {
  @Override
  public final void check(LintedFile file, IntConsumer broken) {
    for (LintedInstruction each : file.instructions()) {
      if (breaks(each.instruction())) {
        broken.accept(each.line());
      }
    }
  }

  abstract boolean breaks(Instruction instruction);
}
