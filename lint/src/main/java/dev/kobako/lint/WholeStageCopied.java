package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** COPY of all that another stage has. */
final class WholeStageCopied extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL3067", Severity.WARNING, "Copy from a stage what is needed, not all of it");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.Copy copy
        && !copy.add()
        && copy.from().isPresent()
        && copy.sources().stream().map(Words::unquoted).anyMatch("/"::equals)
        && Words.unquoted(copy.destination()).equals("/");
  }
}
