package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A stage by a name that means something else. */
final class ReservedStageName extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL3063", Severity.WARNING, "scratch and context are names that mean something else");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.From from && from.hasReservedName();
  }
}
