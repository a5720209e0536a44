package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** COPY of several sources to what may be no folder. */
final class CopyToNoFolder extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL3021", Severity.ERROR, "Several sources want a destination that ends with /");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.Copy copy
        && !copy.add()
        && copy.sources().size() + copy.files().size() > 1
        && !Words.unquoted(copy.destination()).endsWith("/");
  }
}
