package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A rule that a stage has an instruction once at most: only the last one counts. */
abstract class OncePerStageRule implements Rule {
  @Override
  public final void check(LintedFile file, Breaches broken) {
    boolean seen = false;
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From) {
        seen = false;
      } else if (isMeant(each.instruction())) {
        if (seen) {
          broken.add(each);
        }
        seen = true;
      }
    }
  }

  abstract boolean isMeant(Instruction instruction);
}
