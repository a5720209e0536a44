package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;

/** What a RUN leaves in its layer, which matters only where that layer is shipped. */
abstract class LeftInShippedRun implements Rule {
  /** Whether it leaves that. */
  abstract boolean leaves(Instruction.Run run, RunScript script);

  @Override
  public final void check(LintedFile file, Breaches broken) {
    check(file.instructions(), broken);
    check(file.triggers(), broken);
  }

  private void check(List<LintedInstruction> instructions, Breaches broken) {
    ShippedStages stages = new ShippedStages();
    for (LintedInstruction each : instructions) {
      if (each.instruction() instanceof Instruction.From from) {
        stages.enter(from);
      } else if (each.instruction() instanceof Instruction.Run run && leaves(run, each.script())) {
        stages.remember(each);
      }
    }
    stages.shipped().forEach(broken::add);
  }
}
