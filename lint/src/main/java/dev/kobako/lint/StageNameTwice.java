package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.Set;

/** Two stages of one name. */
final class StageNameTwice implements Rule {
  @Override
  public Description description() {
    return new Description("DL3024", Severity.ERROR, "Stages need names of their own");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    Set<String> names = new HashSet<>();
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From from
          && from.stageName().isPresent()
          && !names.add(from.stageName().get())) {
        broken.add(each);
      }
    }
  }
}
