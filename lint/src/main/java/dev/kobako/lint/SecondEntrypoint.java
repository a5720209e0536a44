package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A stage with several ENTRYPOINTs. */
final class SecondEntrypoint extends OncePerStageRule {
  @Override
  public Description description() {
    return new Description("DL4004", Severity.ERROR, "Only the last ENTRYPOINT of a stage counts");
  }

  @Override
  boolean isMeant(Instruction instruction) {
    return instruction instanceof Instruction.Entrypoint;
  }
}
