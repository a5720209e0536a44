package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A stage with several CMDs. */
final class SecondCmd extends OncePerStageRule {
  @Override
  public Description description() {
    return new Description("DL4003", Severity.WARNING, "Only the last CMD of a stage counts");
  }

  @Override
  boolean isMeant(Instruction instruction) {
    return instruction instanceof Instruction.Cmd;
  }
}
