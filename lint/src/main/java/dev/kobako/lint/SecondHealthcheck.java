package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A stage with several health checks. */
final class SecondHealthcheck extends OncePerStageRule {
  @Override
  public Description description() {
    return new Description("DL3012", Severity.ERROR, "Only the last HEALTHCHECK of a stage counts");
  }

  @Override
  boolean isMeant(Instruction instruction) {
    return instruction instanceof Instruction.Healthcheck;
  }
}
