package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A base image by the tag latest. */
final class LatestBase extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL3007",
        Severity.WARNING,
        "Name a version of the base image: latest is another one tomorrow");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.From from && ImageName.of(from.image()).isLatest();
  }
}
