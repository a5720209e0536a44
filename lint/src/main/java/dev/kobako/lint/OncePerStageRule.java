package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.Consumer;

/** A rule that a stage has an instruction once at most: only the last one counts. */
abstract class OncePerStageRule implements Rule {
  @Override
  public final void check(LintedFile file, Consumer<LintedInstruction> broken) {
    boolean seen = false;
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From) {
        seen = false;
      } else if (isMeant(each.instruction())) {
        if (seen) {
          broken.accept(each);
        }
        seen = true;
      }
    }
  }

  abstract boolean isMeant(Instruction instruction);
}
