package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A RUN that goes to another directory. */
final class ChangedDirectory implements Rule {
  @Override
  public Description description() {
    return new Description("DL3003", Severity.WARNING, "Use WORKDIR to go to a directory");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.Run && each.script().calls("cd")) {
        broken.add(each);
      }
    }
  }
}
