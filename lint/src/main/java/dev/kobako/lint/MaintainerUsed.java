package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** MAINTAINER, which a label has replaced. */
final class MaintainerUsed extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL4000", Severity.ERROR, "Write LABEL maintainer= in place of MAINTAINER");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.Maintainer;
  }
}
