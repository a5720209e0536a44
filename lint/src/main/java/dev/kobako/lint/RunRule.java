package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A rule about single RUN instructions, also those that ONBUILD keeps for later. */
abstract class RunRule implements Rule {
  @Override
  public final void check(LintedFile file, Breaches broken) {
    for (LintedInstruction each : file.withTriggers()) {
      if (each.instruction() instanceof Instruction.Run run && breaks(run, each.script())) {
        broken.add(each);
      }
    }
  }

  abstract boolean breaks(Instruction.Run run, RunScript script);
}
