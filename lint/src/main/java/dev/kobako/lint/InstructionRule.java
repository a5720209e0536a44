package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A rule about single instructions. */
abstract class InstructionRule implements Rule {
  @Override
  public final void check(LintedFile file, Breaches broken) {
    for (LintedInstruction each : file.instructions()) {
      if (breaks(each.instruction())) {
        broken.add(each);
      }
    }
  }

  abstract boolean breaks(Instruction instruction);
}
