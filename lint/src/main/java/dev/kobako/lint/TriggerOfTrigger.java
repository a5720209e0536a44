package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Statement;
import java.util.Set;

/** ONBUILD of what can not be kept for later. */
final class TriggerOfTrigger extends InstructionRule {
  /** Keywords that can't be kept. */
  static final Set<String> FORBIDDEN = Set.of("onbuild", "from", "maintainer");

  @Override
  public Description description() {
    return new Description(
        "DL3043", Severity.ERROR, "ONBUILD can not keep ONBUILD, FROM or MAINTAINER");
  }

  @Override
  boolean breaks(Instruction instruction) {
    if (!(instruction instanceof Instruction.Onbuild onbuild)) {
      return false;
    }
    return onbuild
        .statement()
        .trigger()
        .map(Statement::keyword)
        .filter(FORBIDDEN::contains)
        .isPresent();
  }
}
