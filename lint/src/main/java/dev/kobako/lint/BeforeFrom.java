package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** An instruction before any stage. */
final class BeforeFrom implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3061", Severity.ERROR, "Only ARG and comments may stand before the first FROM");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From) {
        return;
      }
      if (!(each.instruction() instanceof Instruction.Arg)) {
        broken.add(each);
      }
    }
  }
}
