package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** FROM for the platform that it is for anyway. */
final class RedundantPlatform extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL3065", Severity.WARNING, "FROM is for $TARGETPLATFORM without being told");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.From from && from.hasRedundantPlatform();
  }
}
