package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.Consumer;

/** A rule about single RUN instructions, also those that ONBUILD keeps for later. */
abstract class RunRule implements Rule {
  @Override
  public final void check(LintedFile file, Consumer<LintedInstruction> broken) {
    for (LintedInstruction each : file.withTriggers()) {
      if (each.instruction() instanceof Instruction.Run run && breaks(run, each.script())) {
        broken.accept(each);
      }
    }
  }

  abstract boolean breaks(Instruction.Run run, RunScript script);
}
