package dev.kobako.lint;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;

/** FROM for one platform only. */
final class FixedPlatform extends InstructionRule {
  @Override
  public Description description() {
    return new Description("DL3029", Severity.WARNING, "Do not fix the platform of a base image");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.From from
        && from.platform()
            .map(Flag::value)
            .filter(value -> !value.contains("BUILDPLATFORM"))
            .filter(value -> !value.contains("TARGETPLATFORM"))
            .isPresent();
  }
}
